"""Easy words are shown as a host types; a person who likes them reads them first, in their letters, and hears them."""

from playwright.sync_api import expect

HERE = "/p/getting-there-and-back/"


def test_what_is_typed_is_shown_at_once_and_nothing_is_kept(example, browse):
    page = browse(example, "Hana")
    page.goto(f"{HERE}easy/?show=missing")
    page.locator(".ez-stands a").first.click()
    expect(page.locator("#preview")).to_contain_text("Nothing yet")
    page.locator("#words-0").fill("We look after the path.")
    page.locator("#picture-0").select_option("tree")
    expect(page.locator("#preview")).to_contain_text("We look after the path.")
    expect(page.locator("#preview svg.ez-picture")).to_have_count(1)
    page.reload()
    expect(page.locator("#preview")).to_contain_text("Nothing yet")


def test_letters_and_easy_words_follow_a_person_and_can_be_heard(example, browse):
    page = browse(example, "Amina")
    page.goto("/my/reading/")
    page.get_by_label("Very large").check()
    page.get_by_label("Show me easy words and pictures first, where there are any").check()
    page.get_by_label("Show me buttons that read texts to me").check()
    page.get_by_role("button", name="Keep this").click()
    page.goto(HERE)
    expect(page.locator("html")).to_have_attribute("data-size", "3")
    about = page.locator(".ez-text--other").nth(1)
    expect(about.locator(".ez-lines")).to_be_visible()
    assert not about.get_by_text("A ten o'clock appointment").is_visible()
    about.get_by_text("The full words").first.click()
    expect(about.get_by_text("A ten o'clock appointment")).to_be_visible()
    said = page.evaluate("""() => { const said = []; speechSynthesis.speak = (one) => said.push([one.text, one.lang]);
        document.querySelectorAll(".ez-text--other [data-aloud]")[1].click(); return said; }""")
    assert "Going to the hospital can take a whole day." in said[0][0]
    assert "A ten o'clock" not in said[0][0]
    assert said[0][1] == "en"
    page.goto("/my/reading/")
    page.get_by_role("button", name="Forget how I like to read").click()
    expect(page.locator("html")).not_to_have_attribute("data-size", "3")
