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
 * The columns and rows of an {@code insert}.
 */
class InsertedRows {

	private final SqlDialect dialect;

	private boolean values;

	private boolean columnsEnded;

	InsertedRows(SqlDialect dialect) {
		this.dialect = dialect;
	}

	void restart() {
		this.values = false;
		this.columnsEnded = false;
	}

	static boolean isInsert(String verb) {
		return verb.equals("insert") || verb.equals("replace");
	}

	/**
	 * Return whether what comes next is a column.
	 */
	boolean isBeforeColumn(String verb, int depth) {
		return isInsert(verb) && !this.columnsEnded && depth == 1;
	}

	/**
	 * Return whether the word {@code values} was read.
	 */
	boolean hasValues() {
		return this.values;
	}

	/**
	 * Note the next word.
	 * @param before the word before it
	 * @return whether rows follow in a format of their own, as some databases take them
	 */
	boolean isBeforeFormat(String verb, String word, String before, int depth) {
		this.values |= word.equals("values");
		this.columnsEnded |= StatementWords.BEFORE_ROWS.contains(word);
		return isInsert(verb) && this.dialect.isForeign() && depth == 0 && word.equals("format") && !this.columnsEnded
				&& !before.equals("into") && !before.equals("table");
	}

}
