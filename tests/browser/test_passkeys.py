"""A passkey, made and used in a real browser with a pretended fingerprint."""

from playwright.sync_api import Page, expect


def pretend_a_finger(page: Page) -> None:
    """The browser answers as a phone would whose owner touches it."""
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_person_makes_a_passkey_and_signs_in_with_it(example, browse):
    page = browse(example, "Amina")
    pretend_a_finger(page)
    page.goto("/my/")
    page.get_by_role("link", name="My passkeys").click()
    page.get_by_role("link", name="Make a passkey").click()
    expect(page.locator("h1")).to_have_text("Make a passkey")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("status").first).to_contain_text("Your passkey is made")
    expect(page.locator("main")).to_contain_text("You have 1 passkey here.")

    page.goto("/account/2fa/webauthn/reauthenticate/?next=/my/data/")  # where a later change asks once more
    expect(page.locator("h1")).to_have_text("Is it you?")
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url("**/my/data/")

    page.get_by_role("button", name="Sign out").or_(page.get_by_role("link", name="Sign out")).first.click()
    page.goto("/my/")
    expect(page.locator("h1")).to_have_text("Sign in")
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.locator("h1")).to_contain_text("Hello Amina")
