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
 * The name of what a statement is about: a procedure, a setting, a user.
 */
class ObjectName {

	private final LastToken last;

	private boolean begun;

	/**
	 * Whether more of the name may follow, behind a dot.
	 */
	private boolean open;

	private boolean variable;

	ObjectName(LastToken last) {
		this.last = last;
	}

	void restart() {
		this.begun = false;
		this.open = false;
		this.variable = false;
	}

	/**
	 * Note that whatever comes next is not the beginning of the name.
	 */
	void begin() {
		this.begun = true;
	}

	/**
	 * Note that the name of something else may come.
	 */
	void beginAgain() {
		this.begun = false;
	}

	/**
	 * Note that the name is what was read last.
	 */
	void read() {
		this.begun = true;
		this.open = true;
	}

	boolean isBegun() {
		return this.begun;
	}

	/**
	 * Note a literal.
	 */
	void end() {
		this.open = false;
	}

	void punctuation(char c) {
		this.open &= c == '.' || c == ']' || (c == '[' && this.last.is(LastToken.Kind.DOT));
		this.variable &= c != '=';
	}

	/**
	 * Note a variable, to which the result of a procedure may be assigned.
	 */
	void variable() {
		this.begun |= this.variable;
		this.variable = true;
	}

	/**
	 * Note that a word follows that is no variable.
	 */
	void word() {
		this.begun |= this.variable;
	}

	/**
	 * Return whether what comes is the name or a part of it.
	 */
	boolean isNext() {
		boolean next = this.last.is(LastToken.Kind.DOT) || this.last.is(LastToken.Kind.OPEN);
		if (!this.begun || (this.open && next)) {
			read();
			return true;
		}
		this.open = false;
		return false;
	}

}
