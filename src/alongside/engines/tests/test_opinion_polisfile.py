"""Reading the answers of an export: which file, which way round, and what is wrong in it."""

import pytest

from alongside.engines.opinion.polisfile import read_answers
from alongside.engines.tables import FileProblem

VOTES = "timestamp,datetime,comment-id,voter-id,vote\n"
PEOPLE = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,7\n"
COMMENTS = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"


def answers_in(folder):
    answers = read_answers(folder).answers
    who = answers.people.repeat(answers.each).tolist()
    return list(zip(who, answers.statements[answers.columns].tolist(), answers.values.tolist(), strict=True))


def test_it_keeps_the_answer_given_last(tmp_path):
    (tmp_path / "votes.csv").write_text(VOTES + "30,,7,1,1\n10,,7,1,-1\n20,,7,2,0\n20,,7,2,-1\n5,,0,2,1\n")
    assert answers_in(tmp_path) == [(1, 7, 1), (2, 0, 1), (2, 7, -1)]


def test_it_turns_votes_where_the_export_counts_them_the_other_way_round(tmp_path):
    (tmp_path / "votes.csv").write_text(VOTES + "1,,7,1,-1\n1,,7,2,-1\n1,,0,2,1\n")
    assert answers_in(tmp_path) == [(1, 7, -1), (2, 0, 1), (2, 7, -1)]
    (tmp_path / "comments.csv").write_text(COMMENTS + "1,,7,1,2,0,1,a\n1,,0,1,0,1,-1,b\n")
    assert answers_in(tmp_path) == [(1, 7, 1), (2, 0, -1), (2, 7, 1)]
    assert read_answers(tmp_path).moderated_out == (0,)
    (tmp_path / "comments.csv").unlink()
    (tmp_path / "participants-votes.csv").write_text(PEOPLE + "1,0,0,1,1,0,,\n2,1,0,2,1,1,,\n5,,0,0,0,0,,\n")
    assert answers_in(tmp_path) == [(1, 7, 1), (2, 0, -1), (2, 7, 1)]
    assert read_answers(tmp_path).answers.people.tolist() == [1, 2, 5]


def test_it_reads_participants_votes_alone(tmp_path):
    (tmp_path / "participants-votes.csv").write_text(PEOPLE + "1,0,0,2,1,1,1,-1\n2,,0,1,0,0,,0\n3,,0,0,0,0,,\n")
    assert answers_in(tmp_path) == [(1, 0, 1), (1, 7, -1), (2, 7, 0)]
    export = read_answers(tmp_path)
    assert export.published == {1: 0}
    assert export.answers.people.tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("votes.csv", "", "empty"),
        ("votes.csv", VOTES, "no answers"),
        ("votes.csv", VOTES + "1,,7,1,2\n", "line 2, column “vote”: “2” is not a whole number from -1 to 1"),
        ("votes.csv", VOTES + "1,,7,x,1\n1,,,2,1\n", "column “comment-id”"),
        ("votes.csv", "comment-id,vote\n1,1\n", "voter-id"),
        ("participants-votes.csv", PEOPLE + "1,0,0,2,1,1,1,many\n", "column “7”"),
        ("participants-votes.csv", PEOPLE + "1,0,0\n", "3 cells"),
        ("other.csv", "a,b\n", "no votes.csv and no participants-votes.csv"),
    ],
)
def test_it_says_what_is_wrong_and_where(tmp_path, name, text, told):
    (tmp_path / name).write_text(text)
    with pytest.raises(FileProblem) as problem:
        read_answers(tmp_path)
    assert told in str(problem.value)


def test_it_says_so_where_there_is_no_folder(tmp_path):
    with pytest.raises(FileProblem, match="not a folder"):
        read_answers(tmp_path / "nowhere")
