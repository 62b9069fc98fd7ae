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

import org.jspecify.annotations.Nullable;

/**
 * Compares a value of a trace with one of an expression.
 */
enum Operator {

	EQUAL("="), NOT_EQUAL("!="), LESS("<"), LESS_OR_EQUAL("<="), GREATER(">"), GREATER_OR_EQUAL(">="),
	CONTAINS("CONTAINS"), BEGINS_WITH("BEGINSWITH"), ENDS_WITH("ENDSWITH");

	private final String text;

	Operator(String text) {
		this.text = text;
	}

	static @Nullable Operator of(Token token) {
		for (Operator operator : values()) {
			if (token.is(operator.text) || token.isWord(operator.text)) {
				return operator;
			}
		}
		return null;
	}

	String text() {
		return this.text;
	}

	boolean isForText() {
		return this == EQUAL || this == NOT_EQUAL || ordinal() >= CONTAINS.ordinal();
	}

	boolean isForNumbers() {
		return ordinal() < CONTAINS.ordinal();
	}

	boolean test(@Nullable String actual, String expected) {
		if (actual == null) {
			return false;
		}
		return switch (this) {
			case EQUAL -> actual.equals(expected);
			case NOT_EQUAL -> !actual.equals(expected);
			case CONTAINS -> actual.contains(expected);
			case BEGINS_WITH -> actual.startsWith(expected);
			case ENDS_WITH -> actual.endsWith(expected);
			default -> false;
		};
	}

	boolean test(double actual, double expected) {
		if (Double.isNaN(actual)) {
			return false;
		}
		return switch (this) {
			case EQUAL -> actual == expected;
			case NOT_EQUAL -> actual != expected;
			case LESS -> actual < expected;
			case LESS_OR_EQUAL -> actual <= expected;
			case GREATER -> actual > expected;
			case GREATER_OR_EQUAL -> actual >= expected;
			default -> false;
		};
	}

}
