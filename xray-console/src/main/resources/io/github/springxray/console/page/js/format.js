/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

// Numbers and times as people read them.

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const DAY = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric" });
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

function significant(value) {
	if (value >= 100) {
		return value.toFixed(0);
	}
	return value.toFixed((value >= 10) ? 1 : 2);
}

/** A duration, given in seconds. */
export function duration(seconds) {
	if (!Number.isFinite(seconds)) {
		return "–";
	}
	if (seconds < 0) {
		return "−" + duration(-seconds);
	}
	const milliseconds = seconds * 1000;
	if (milliseconds < 0.0005) {
		return "0 ms";
	}
	if (milliseconds < 0.9995) {
		return `${(milliseconds * 1000).toFixed(0)} µs`;
	}
	if (milliseconds < 999.5) {
		return `${significant(milliseconds)} ms`;
	}
	if (seconds < 59.995) {
		return `${significant(seconds)} s`;
	}
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) {
		return `${minutes} min ${Math.floor(seconds % 60)} s`;
	}
	const hours = Math.floor(minutes / 60);
	return (hours < 100) ? `${hours} h ${minutes % 60} min` : `${count(Math.floor(hours / 24))} d`;
}

/** Time of day, with the day before it where that is not today; seconds since the epoch. */
export function clock(seconds) {
	const date = new Date(seconds * 1000);
	if (Number.isNaN(date.getTime())) {
		return "–";
	}
	const milliseconds = String(date.getMilliseconds()).padStart(3, "0");
	const time = `${CLOCK.format(date)}.${milliseconds}`;
	return (date.toDateString() === new Date().toDateString()) ? time : `${DAY.format(date)} ${time}`;
}

/** The same to the second. */
export function second(seconds) {
	return clock(seconds).replace(/\.\d+$/, "");
}

export function moment(seconds) {
	const date = new Date(seconds * 1000);
	return Number.isNaN(date.getTime()) ? "–" : FULL.format(date);
}

export function count(value) {
	return Number(value ?? 0).toLocaleString("en-US");
}

export function counted(value, singular, plural = `${singular}s`) {
	return `${count(value)} ${(value === 1) ? singular : plural}`;
}

/** A share, from 0 to 1. */
export function share(value) {
	if (!(value > 0)) {
		return "0 %";
	}
	const percent = value * 100;
	return (percent < 0.1) ? "<0.1 %" : `${(percent < 10) ? percent.toFixed(1) : percent.toFixed(0)} %`;
}

export function perMinute(value) {
	if (!(value > 0)) {
		return "0/min";
	}
	return `${(value < 10) ? Number(value.toFixed(1)) : count(Math.round(value))}/min`;
}

export function bytes(value) {
	const units = ["B", "kB", "MB", "GB"];
	let unit = 0;
	let rest = Number(value ?? 0);
	while (rest >= 1024 && unit < units.length - 1) {
		rest /= 1024;
		unit++;
	}
	return `${(unit === 0 || rest >= 10) ? rest.toFixed(0) : rest.toFixed(1)} ${units[unit]}`;
}
