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

package io.github.springxray.recorder;

import java.math.BigDecimal;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The value of a constant annotation: a text, a number or a boolean.
 */
final class AnnotationValues {

	/**
	 * A number as it would be written again: without a sign, zeros or an exponent that it
	 * does not need.
	 */
	private static final Pattern NUMBER = Pattern.compile("0|-?[1-9]\\d{0,18}|-?(?:0|[1-9]\\d{0,17})\\.\\d{0,17}[1-9]");

	private AnnotationValues() {
	}

	/**
	 * Return what a text stands for: a number or a boolean where it is the same when
	 * written again, as X-Ray keeps numbers with the digits of a {@code double}. So
	 * versions and account numbers stay what they are.
	 */
	static Object ofText(String text) {
		if (text.equals("true") || text.equals("false")) {
			return Boolean.valueOf(text);
		}
		if (!NUMBER.matcher(text).matches()) {
			return text;
		}
		double number = Double.parseDouble(text);
		if (!new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString().equals(text)) {
			return text;
		}
		if (text.indexOf('.') >= 0) {
			return number;
		}
		long whole = Long.parseLong(text);
		return (whole == (int) whole) ? (Object) (int) whole : (Object) whole;
	}

	/**
	 * Return a value that has a type already.
	 * @throws InvalidConfigurationPropertyValueException for a number that JSON cannot
	 * hold
	 */
	static Object ofTyped(String property, Object value) {
		if ((value instanceof Double || value instanceof Float) && !Double.isFinite(((Number) value).doubleValue())) {
			throw new InvalidConfigurationPropertyValueException(property, value,
					"An annotation cannot hold a number that is infinite or none. Write it in quotes to have its text.");
		}
		return (value instanceof Number || value instanceof Boolean) ? value : value.toString();
	}

}
