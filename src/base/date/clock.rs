//! Times of a day, and their zones.

use super::error::quoted;
use super::part::{Fault, Part};
use super::point::{Day, Moment};
use super::value::Value;

pub(super) const ZONES: &str = "a zone is written `Z`, `+02:00` or `-05:00`";

/// `14:30`, maybe `:05`, maybe `Z`, `+02` or `+02:00`.
pub(super) fn moment(day: Day, time: Part) -> Result<Value, Fault> {
    let zone_at = time.text.find(['Z', '+', '-']).unwrap_or(time.text.len());
    let (clock, zone) = time.split_at(zone_at).unwrap_or((time, Part { text: "", at: time.at + time.text.len() }));
    let mut pieces = [0u8; 3];
    let mut rest = Some(clock);
    let mut count = 0;
    while let Some(now) = rest {
        let (piece, next) = now.split_once(":").map_or((now, None), |(piece, next)| (piece, Some(next)));
        let (Some(number), true) = (piece.number(2), count < 3) else {
            return Err(Fault::likely(clock, "a time is written `14:30` or `14:30:05`"));
        };
        let (limit, name) = [(23, "hour"), (59, "minute"), (59, "second")][count];
        if number > limit {
            return Err(Fault::certain(piece, format!("there is no {name} {number}")));
        }
        pieces[count] = number as u8;
        count += 1;
        rest = next;
    }
    if count < 2 {
        return Err(Fault::likely(clock, "a time needs its minutes, as in `14:30`"));
    }
    let [hour, minute, second] = pieces;
    Ok(Value::Moment(Moment { day, hour, minute, second, offset: offset(zone)? }))
}

/// Minutes ahead of UTC. Clocks on Earth are between 12 hours behind it and 14 ahead.
fn offset(zone: Part) -> Result<i16, Fault> {
    if matches!(zone.text, "" | "Z") {
        return Ok(0);
    }
    let wrong = || Fault::likely(zone, ZONES);
    let (sign, rest) = zone.split_at(1).ok_or_else(wrong)?;
    let (hours, minutes) = match rest.split_once(":") {
        Some((hours, minutes)) => (hours, minutes.number(2).ok_or_else(wrong)?),
        None => (rest, 0),
    };
    let total = hours.number(2).ok_or_else(wrong)? * 60 + minutes;
    let (direction, limit) = match sign.text {
        "+" => (1, 14 * 60),
        "-" => (-1, 12 * 60),
        _ => return Err(wrong()),
    };
    if minutes > 59 || total > limit {
        return Err(Fault::certain(zone, format!("no zone is at {}", quoted(zone.text))));
    }
    Ok(direction * total as i16)
}
