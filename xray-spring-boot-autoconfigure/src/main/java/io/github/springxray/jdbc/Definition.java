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
 * What a statement defines that consists of keywords, names and types, but for its
 * options, and for tables that are in another place.
 */
class Definition {

	private final LastToken last;

	/**
	 * The depth of the options that are read, 0 outside of them.
	 */
	private int options;

	private boolean elsewhere;

	private boolean routine;

	private boolean table;

	private boolean query;

	private boolean columns;

	private boolean columnsEnded;

	Definition(LastToken last) {
		this.last = last;
	}

	void restart() {
		this.options = 0;
		this.elsewhere = false;
		this.routine = false;
		this.table = false;
		this.query = false;
		this.columns = false;
		this.columnsEnded = false;
	}

	/**
	 * Note the next word in front of what is defined.
	 * @param verb the first word of the statement
	 * @return whether the word tells what it is, and it is such a definition
	 */
	boolean begins(String verb, String word) {
		this.elsewhere |= StatementWords.ELSEWHERE.contains(word);
		if (!StatementWords.DEFINED.contains(word)) {
			return false;
		}
		this.routine = StatementWords.ROUTINES.contains(word);
		this.table = word.equals("table");
		this.columns = verb.equals("create") && (this.table || word.equals("index"));
		return true;
	}

	void open(int depth) {
		if (this.options == 0 && this.last.isWord(StatementWords.BEFORE_OPTIONS)) {
			this.options = depth;
		}
	}

	void close(int depth) {
		this.options = (depth < this.options) ? 0 : this.options;
		this.columnsEnded |= this.columns && depth == 0;
	}

	/**
	 * Return whether what comes next is a column whatever quotes it has.
	 * @param previous the word that was read before
	 */
	boolean isBeforeColumn(int depth, String previous) {
		boolean defined = this.columns && !this.columnsEnded;
		if (this.last.is(LastToken.Kind.OPEN) || this.last.is(LastToken.Kind.COMMA)) {
			return (defined && depth == 1) || StatementWords.KEYS.contains(previous);
		}
		return (defined && this.last.isWord("on")) || this.last.isWord("column");
	}

	/**
	 * Return whether another statement begins with a word.
	 */
	boolean isBeforeStatement(String word) {
		return this.routine
				&& (StatementWords.IN_ROUTINES.contains(word) || this.last.isWord(StatementWords.BEFORE_BODY));
	}

	/**
	 * Return whether a word is the value of an option.
	 * @param before the word before it
	 */
	boolean isValue(String word, String before, int depth) {
		this.query |= depth == 0 && word.equals("as");
		this.columnsEnded |= this.query || word.equals("of");
		if (this.options > 0) {
			return isQuotedValue() && !StatementWords.KEPT_SETTINGS.contains(word);
		}
		return this.table && depth == 0 && !this.query && this.last.isAssignment()
				&& !StatementWords.KEPT_OPTIONS.contains(before);
	}

	/**
	 * Return whether a name in quotes or brackets is the value of an option.
	 */
	boolean isQuotedValue() {
		boolean option = this.last.is(LastToken.Kind.OPEN) || this.last.is(LastToken.Kind.COMMA)
				|| this.last.is(LastToken.Kind.DOT) || this.last.isWord(StatementWords.BEFORE_OPTION);
		return this.options > 0 && !option;
	}

	/**
	 * Return whether only the name and the columns are known to be harmless.
	 */
	boolean isElsewhere(int depth) {
		return this.elsewhere && depth == 0;
	}

}
