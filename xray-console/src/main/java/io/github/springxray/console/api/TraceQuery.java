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

package io.github.springxray.console.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.springxray.console.filter.FilterExpression;
import io.github.springxray.console.filter.FilterGroups;
import io.github.springxray.console.filter.FilterSyntaxException;
import io.github.springxray.console.store.StoredTrace;

/**
 * Which traces somebody wants to see.
 *
 * @param filter the condition
 * @param from the earliest start, in seconds since 1970
 * @param to the latest start, in seconds since 1970
 */
record TraceQuery(FilterExpression filter, double from, double to) {

	static TraceQuery of(@Nullable String filter, FilterGroups groups, double from, double to)
			throws BadRequestException {
		try {
			return new TraceQuery(FilterExpression.parse((filter != null) ? filter : "", groups), from, to);
		}
		catch (FilterSyntaxException ex) {
			throw new BadRequestException(String.valueOf(ex.getMessage()), ex.position());
		}
	}

	static TraceQuery of(ApiRequest request, FilterGroups groups) throws BadRequestException {
		return of(request.parameter("filter"), groups, number(request, "from", 0),
				number(request, "to", Double.MAX_VALUE));
	}

	static double number(ApiRequest request, String name, double fallback) throws BadRequestException {
		String value = request.parameter(name);
		if (value == null) {
			return fallback;
		}
		try {
			double number = Double.parseDouble(value);
			if (number >= 0) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// Said below
		}
		throw new BadRequestException("The parameter " + name + " is no number from 0 up");
	}

	/**
	 * Select traces, the newest first.
	 */
	List<StoredTrace> select(List<StoredTrace> traces) {
		List<StoredTrace> selected = new ArrayList<>();
		for (StoredTrace trace : traces) {
			double start = trace.summary().start();
			if (start >= this.from && start <= this.to && this.filter.matches(trace)) {
				selected.add(trace);
			}
		}
		selected.sort(Comparator.comparingDouble((StoredTrace trace) -> trace.summary().start()).reversed());
		return selected;
	}

}
