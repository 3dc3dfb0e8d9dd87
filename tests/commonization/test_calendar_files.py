"""iCalendar files: read back and validated by the library, all-day events, stable UIDs, no clock."""

from datetime import UTC, date, datetime, timedelta, timezone

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiho_digital.basics import Grade, InvalidValue, Source, Text
from chiho_digital.commonization import Calendar, CalendarEvent, CalendarStep, known_calendar

KNOWN = known_calendar()
ANNOUNCED = Source(Text("架空の募集要項", "made-up announcement"), Grade.PRIMARY)
CLOSES = CalendarStep.CALL_CLOSES


def announced(step, day, number=None):
    return CalendarEvent(step, day, ANNOUNCED, number)


def calendar(*events):
    return Calendar(events, date(2026, 1, 1))


def read(content):
    """The calendar of a file, which must hold what RFC 5545 requires."""
    file = icalendar.Calendar.from_ical(content)
    file.validate()
    assert [] == file.errors + [error for event in file.events for error in event.errors]
    assert "2.0" == file["VERSION"]
    assert all({"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event) for event in file.events)
    return file


def test_a_file_is_read_back_with_every_event_as_an_all_day_one():
    events = read(KNOWN.to_ical()).events

    assert [event.day for event in KNOWN.events] == [event.start for event in events]
    assert {timedelta(days=1)} == {event.end - event.start for event in events}
    assert not any(isinstance(event.start, datetime) for event in events)
    for known, event in zip(KNOWN.events, events, strict=True):
        assert f"{known.label.ja} / {known.label.en}" == event["SUMMARY"]
        assert f"{known.source.to('ja')}\n{known.source.to('en')}" == event["DESCRIPTION"]
        assert known.source.url == event.get("URL")


def test_a_file_keeps_to_the_form_of_the_standard():
    lines = KNOWN.to_ical().split(b"\r\n")

    assert (b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"") == (lines[0], lines[-2], lines[-1])
    assert not any(b"\n" in line or len(line) > 75 for line in lines)
    assert b"DTSTART;VALUE=DATE:20240510" in lines


def test_the_stamp_is_the_day_of_the_data_or_what_is_given_never_the_clock():
    tokyo = timezone(timedelta(hours=9))
    given_stamp = datetime(2026, 4, 1, 9, tzinfo=tokyo)

    def stamps(content):
        return {event.DTSTAMP for event in read(content).events}

    assert {datetime.combine(KNOWN.as_of, datetime.min.time(), UTC)} == stamps(KNOWN.to_ical())
    assert {datetime(2026, 4, 1, tzinfo=UTC)} == stamps(KNOWN.to_ical(stamp=given_stamp))
    assert KNOWN.to_ical() == KNOWN.to_ical()


def test_a_stamp_without_time_zone_is_refused():
    with pytest.raises(InvalidValue, match="時間帯"):
        KNOWN.to_ical(stamp=datetime(2026, 4, 1))  # noqa: DTZ001 – that it has no time zone is the point


def test_an_event_keeps_its_uid_when_its_day_is_corrected():
    uids = {
        day: [event["UID"] for event in read(calendar(announced(CLOSES, day)).to_ical()).events]
        for day in (date(2026, 5, 8), date(2026, 5, 15))
    }

    assert {("call_closes-2026@commonization.chiho-digital",)} == {tuple(found) for found in uids.values()}


@given(
    st.lists(
        st.builds(
            announced,
            st.sampled_from(CalendarStep),
            st.dates(date(1990, 1, 1), date(2090, 12, 31)),
            st.none() | st.integers(1, 9),
        ),
        min_size=1,
        max_size=12,
        unique_by=lambda event: event.key,
    )
)
def test_every_calendar_survives_its_file(events):
    mine = calendar(*events)
    found = read(mine.to_ical()).events

    assert [event.day for event in mine.events] == [event.start for event in found]
    assert len({event["UID"] for event in found}) == len(events)


def test_an_empty_calendar_makes_no_file():
    with pytest.raises(InvalidValue, match="iCalendar"):
        calendar().to_ical()
