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

package io.github.springxray.test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The names of a tree as text: a line for each node, indented below its parent.
 */
final class TreeText {

	private static final String INDENT = "  ";

	private TreeText() {
	}

	static String of(RecordedEntity root) {
		List<String> lines = new ArrayList<>();
		append(lines, root, "");
		return String.join("\n", lines);
	}

	/**
	 * Bring what somebody wrote by hand, with tabs or spaces of any number, to the same
	 * form.
	 */
	static String normalize(String text) {
		List<String> lines = new ArrayList<>();
		Deque<Integer> open = new ArrayDeque<>();
		for (String line : text.stripIndent().lines().filter((candidate) -> !candidate.isBlank()).toList()) {
			int indent = line.length() - line.stripLeading().length();
			while (!open.isEmpty() && open.peek() >= indent) {
				open.pop();
			}
			lines.add(INDENT.repeat(open.size()) + line.strip());
			open.push(indent);
		}
		return String.join("\n", lines);
	}

	/**
	 * Show both in one: lines only in the actual text start with a plus, those only in
	 * the expected one with a minus.
	 */
	static String diff(String expected, String actual) {
		List<String> left = expected.lines().toList();
		List<String> right = actual.lines().toList();
		int[][] common = longestCommon(left, right);
		List<String> lines = new ArrayList<>();
		int i = 0;
		int j = 0;
		while (i < left.size() || j < right.size()) {
			if (i < left.size() && j < right.size() && left.get(i).equals(right.get(j))) {
				lines.add("  " + left.get(i++));
				j++;
			}
			else if (j == right.size() || (i < left.size() && common[i + 1][j] >= common[i][j + 1])) {
				lines.add("- " + left.get(i++));
			}
			else {
				lines.add("+ " + right.get(j++));
			}
		}
		return String.join("\n", lines);
	}

	private static int[][] longestCommon(List<String> left, List<String> right) {
		int[][] common = new int[left.size() + 1][right.size() + 1];
		for (int i = left.size() - 1; i >= 0; i--) {
			for (int j = right.size() - 1; j >= 0; j--) {
				common[i][j] = left.get(i).equals(right.get(j)) ? common[i + 1][j + 1] + 1
						: Math.max(common[i + 1][j], common[i][j + 1]);
			}
		}
		return common;
	}

	private static void append(List<String> lines, RecordedEntity entity, String indent) {
		lines.add(indent + entity.name());
		entity.subsegments().forEach((child) -> append(lines, child, indent + INDENT));
	}

}
