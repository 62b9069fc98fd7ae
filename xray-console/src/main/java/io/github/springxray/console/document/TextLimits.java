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

package io.github.springxray.console.document;

/**
 * How long X-Ray lets texts be, in characters. What is longer is cut where it is read:
 * lists, graphs and summaries repeat a text many times.
 */
public final class TextLimits {

	/**
	 * Of names of segments and subsegments.
	 */
	public static final int NAME = 200;

	/**
	 * Of texts that X-Ray has no other limit for.
	 */
	public static final int TEXT = 250;

	/**
	 * Of keys of annotations.
	 */
	public static final int KEY = 500;

	/**
	 * Of values of annotations.
	 */
	public static final int VALUE = 1000;

	/**
	 * How many annotations X-Ray indexes of a trace.
	 */
	public static final int ANNOTATIONS = 50;

	private TextLimits() {
	}

	/**
	 * Cut a text, and no character in two.
	 * @param text the text
	 * @param length how many characters to leave at most
	 * @return the text, or its start
	 */
	public static String cut(String text, int length) {
		if (text.length() <= length) {
			return text;
		}
		return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
	}

}
