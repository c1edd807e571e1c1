"""Every question and every answer arrives as it was sent, as one line."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from studio.contract.calls import CALLS, Call, CallProgress, Hello, Question, Reply
from studio.contract.problems import Problem
from tests.contract.properties.strategies import invent

few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
every_call = pytest.mark.parametrize("kind", CALLS.values(), ids=CALLS)


@every_call
@few
@given(data=st.data())
def test_a_question_arrives_as_it_was_asked(kind: type[Call[Any]], data: st.DataObject) -> None:
    call = data.draw(invent(kind))
    line = Question(id=3, call=call.name, arguments=json.loads(call.model_dump_json())).model_dump_json()
    assert len(line.encode().split(b"\n")) == 1
    question = Question.model_validate_json(line)
    assert CALLS[question.call].model_validate(question.arguments) == call


@every_call
@few
@given(data=st.data())
def test_an_answer_arrives_as_it_was_given(kind: type[Call[Any]], data: st.DataObject) -> None:
    answer = data.draw(invent(kind.answer))
    line = Reply(id=3, answer=json.loads(answer.model_dump_json())).model_dump_json()
    assert len(line.encode().split(b"\n")) == 1
    reply = Reply.model_validate_json(line)
    assert reply.is_final
    assert kind.answer.model_validate(reply.answer) == answer


@few
@given(progress=invent(CallProgress), problem=invent(Problem))
def test_progress_and_problems_arrive_as_they_were_said(progress: CallProgress, problem: Problem) -> None:
    for reply in (Reply(id=1, progress=progress), Reply(id=1, problems=[problem]), Reply(id=1, cancelled=True)):
        assert Reply.model_validate_json(reply.model_dump_json()) == reply


@every_call
def test_an_argument_nobody_knows_is_refused(kind: type[Call[Any]]) -> None:
    with pytest.raises(ValidationError, match="colour"):
        kind.model_validate({"colour": "red"})


def test_an_answer_cannot_be_changed_by_its_reader() -> None:
    hello = Hello(seconds=1.5)
    with pytest.raises(ValidationError, match="frozen"):
        hello.seconds = 2.0
