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

package io.github.springxray.console.filter;

import io.github.springxray.console.document.Ids;
import io.github.springxray.console.store.StoredTrace;

/**
 * A condition on traces in the language of X-Ray's filter expressions.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-console-filters.html">Filter
 * expressions</a>
 */
public final class FilterExpression {

	/**
	 * The longest expression that is parsed, in characters.
	 */
	public static final int MAX_LENGTH = 2000;

	private static final FilterExpression ALL = new FilterExpression((subject) -> true);

	private final Condition condition;

	private FilterExpression(Condition condition) {
		this.condition = condition;
	}

	/**
	 * Parse an expression that names no groups.
	 * @param text the expression, or a trace id; if it is blank, all traces match
	 * @return the condition
	 * @throws FilterSyntaxException if it does not parse
	 */
	public static FilterExpression parse(String text) throws FilterSyntaxException {
		return parse(text, new FilterGroups());
	}

	/**
	 * Parse an expression.
	 * @param text the expression, or a trace id; if it is blank, all traces match
	 * @param groups the groups that it may name
	 * @return the condition
	 * @throws FilterSyntaxException if it does not parse
	 */
	public static FilterExpression parse(String text, FilterGroups groups) throws FilterSyntaxException {
		if (text.length() > MAX_LENGTH) {
			throw new FilterSyntaxException("The expression is longer than " + MAX_LENGTH + " characters", MAX_LENGTH);
		}
		String trimmed = text.trim();
		if (trimmed.isEmpty()) {
			return ALL;
		}
		if (Ids.isTraceId(trimmed)) {
			return new FilterExpression((subject) -> subject.traceId().equalsIgnoreCase(trimmed));
		}
		return new FilterExpression(new FilterParser(text, groups).parse());
	}

	/**
	 * Return whether a trace is what the expression describes.
	 * @param trace the trace
	 * @return whether it matches
	 */
	public boolean matches(StoredTrace trace) {
		return this.condition.matches(Subject.of(trace));
	}

}
