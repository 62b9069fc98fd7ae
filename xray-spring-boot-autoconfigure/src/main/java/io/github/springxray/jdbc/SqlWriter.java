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

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes the tokens of a statement: white space is one blank, lists and rows that repeat
 * themselves are folded into one, and the text is cut when it is long enough.
 */
class SqlWriter {

	static final int MAX_LENGTH = 4000;

	/**
	 * Stands at the end of a statement that goes on.
	 */
	static final String CUT = "...";

	private final StringBuilder text;

	private final Deque<Group> groups = new ArrayDeque<>();

	private Group group = new Group(0, false);

	private boolean space;

	/**
	 * Whether the last token was an opening one, which no blank follows.
	 */
	private boolean opened;

	private boolean full;

	private boolean muted;

	SqlWriter(int expectedLength) {
		this.text = new StringBuilder(Math.min(expectedLength, MAX_LENGTH));
	}

	/**
	 * Return whether nothing more will be written.
	 */
	boolean isFull() {
		return this.full;
	}

	/**
	 * Return how many parentheses and brackets are open.
	 */
	int depth() {
		return this.groups.size();
	}

	/**
	 * Return whether what is written next is an element of a list of any length.
	 */
	boolean isInList() {
		return this.group.list;
	}

	void space() {
		this.space = true;
	}

	void value() {
		append("?", 0, 1);
	}

	/**
	 * Leave out what follows, or no longer do.
	 */
	void mute(boolean muted) {
		this.space &= muted || !this.muted;
		this.muted = muted;
	}

	boolean isMuted() {
		return this.muted;
	}

	void append(String source, int start, int end) {
		if (this.muted) {
			return;
		}
		boolean separate = this.space && !this.opened && !this.text.isEmpty();
		this.space = false;
		this.opened = false;
		if (this.full || this.text.length() + (separate ? 1 : 0) + end - start > MAX_LENGTH - CUT.length()) {
			cut();
			return;
		}
		if (separate) {
			this.text.append(' ');
		}
		if (this.group.elementStart < 0) {
			this.group.elementStart = this.text.length();
		}
		this.text.append(source, start, end);
	}

	/**
	 * Take back the character that was written last.
	 */
	void dropLast() {
		if (this.muted) {
			return;
		}
		this.text.setLength(this.text.length() - 1);
	}

	void cut() {
		if (!this.full) {
			this.full = true;
			this.text.append(CUT);
		}
	}

	void comma(String source, int position) {
		if (this.muted) {
			return;
		}
		endElement();
		append(source, position, position + 1);
		this.group.elementStart = -1;
	}

	/**
	 * Open a parenthesis or bracket.
	 * @param list whether its elements are a list of any length, so that it does not
	 * matter how often an element is repeated
	 */
	void open(String source, int position, boolean list) {
		if (this.muted) {
			return;
		}
		append(source, position, position + 1);
		this.groups.push(this.group);
		this.group = new Group(this.text.length() - 1, list);
		this.opened = true;
	}

	void close(String source, int position) {
		if (this.muted) {
			return;
		}
		endElement();
		this.space = false;
		append(source, position, position + 1);
		if (this.groups.isEmpty() || this.full) {
			return;
		}
		int start = this.group.start;
		this.group = this.groups.pop();
		if (!this.group.list) {
			endRow(start);
		}
	}

	/**
	 * Drop an element that is the same as the one before it.
	 */
	private void endElement() {
		Group list = this.group;
		if (!list.list || list.elementStart < 0 || this.full) {
			return;
		}
		if (repeats(list.elementStart)) {
			this.text.setLength(list.previousEnd);
			this.space = false;
		}
		else {
			list.remember(list.elementStart, this.text.length());
		}
	}

	/**
	 * Drop a row that is the same as the one before it, as in {@code (?, ?), (?, ?)}.
	 */
	private void endRow(int start) {
		Group parent = this.group;
		int between = start - parent.previousEnd;
		boolean next = parent.previousEnd > 0 && this.text.charAt(parent.previousEnd) == ','
				&& (between == 1 || (between == 2 && this.text.charAt(start - 1) == ' '));
		if (next && repeats(start)) {
			this.text.setLength(parent.previousEnd);
		}
		else {
			parent.remember(start, this.text.length());
		}
	}

	private boolean repeats(int start) {
		int previous = this.group.previousStart;
		int length = this.text.length() - start;
		if (length != this.group.previousEnd - previous) {
			return false;
		}
		for (int i = 0; i < length; i++) {
			if (this.text.charAt(previous + i) != this.text.charAt(start + i)) {
				return false;
			}
		}
		return true;
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

	private static final class Group {

		private final int start;

		private final boolean list;

		private int elementStart = -1;

		private int previousStart;

		private int previousEnd;

		private Group(int start, boolean list) {
			this.start = start;
			this.list = list;
		}

		private void remember(int start, int end) {
			this.previousStart = start;
			this.previousEnd = end;
		}

	}

}
