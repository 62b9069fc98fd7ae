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

package io.github.springxray.jdbc;

/**
 * What follows a word of a statement.
 */
class SqlAhead {

	private final String sql;

	SqlAhead(String sql) {
		this.sql = sql;
	}

	/**
	 * Return the first character that is no white space.
	 */
	char following(int start) {
		return at(skipSpace(start));
	}

	boolean isFollowedBy(int start, String word) {
		int position = skipSpace(start);
		return this.sql.regionMatches(true, position, word, 0, word.length())
				&& !SqlCharacters.isWordPart(at(position + word.length()));
	}

	/**
	 * Return whether a name that goes on at a position has arguments behind it.
	 */
	boolean isCalled(int start) {
		return following(skipName(start)) == '(';
	}

	/**
	 * Return whether something is assigned to a name that goes on at a position.
	 */
	boolean isAssigned(int start) {
		int position = skipSpace(skipName(start));
		return at(position) == '=' || (at(position) == ':' && at(position + 1) == '=');
	}

	/**
	 * Return whether what ends at a position is the name of an argument that follows.
	 */
	boolean isNameOfArgument(int end) {
		int position = skipSpace(end);
		char c = at(position);
		return (c == '=' && at(position + 1) == '>') || (c == ':' && at(position + 1) == '=');
	}

	private int skipSpace(int start) {
		int position = start;
		while (position < this.sql.length() && SqlCharacters.isSpace(at(position))) {
			position++;
		}
		return position;
	}

	private int skipName(int start) {
		int position = start;
		while (at(position) == '.' || SqlCharacters.isWordPart(at(position))) {
			position++;
		}
		return position;
	}

	private char at(int position) {
		return (position < this.sql.length()) ? this.sql.charAt(position) : 0;
	}

}
