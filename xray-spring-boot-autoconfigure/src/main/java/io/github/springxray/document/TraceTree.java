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

package io.github.springxray.document;

import java.util.List;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;

/**
 * Prints a segment, or a subsegment that was sent on its own, as a tree to read: <pre>
 * Trace 1-5759e988-bd862e3fe1be46a994272793 users POST http://localhost:8080/users 201 12.4 ms {tenant=acme}
 * &#9492;&#9472; UserService.create 10.1 ms [default.class="UserService"]
 *    &#9500;&#9472; users@h2 INSERT INTO users VALUES (?, ?) 3.0 ms
 *    &#9492;&#9472; mail 1.2 ms fault IllegalStateException: no route to host
 * </pre> A line has the name; the HTTP request and status, the SQL statement, or the AWS
 * operation; the time it took or {@code in progress}; {@code fault}, {@code error} or
 * {@code throttle} and the exception; annotations in braces and metadata in brackets. A
 * subsegment on its own begins with {@code Trace <id> (beneath <id of its parent>)}.
 * <p>
 * The first line starts the message and every other one is a line of the tree: white
 * space in any text becomes one space, and control characters, among them those that
 * start an escape sequence of a terminal, become {@code ?}. Long text is cut.
 */
public final class TraceTree {

	private static final int MAX_LINES = 500;

	private final TraceLine line = new TraceLine();

	/**
	 * Draw a tree.
	 * @param root the root of the tree
	 * @return the lines, without a line break at the end
	 */
	public String format(EntityNode root) {
		Tree tree = new Tree();
		Entity entity = root.entity();
		tree.text.append("Trace ").append(entity.getParentSegment().getTraceId()).append(' ');
		if (entity instanceof Subsegment) {
			tree.text.append("(beneath ").append(parentOf(entity).getId()).append(") ");
		}
		this.line.append(tree.text, root);
		appendChildren(tree, root.children(), "");
		if (tree.lines > MAX_LINES) {
			tree.text.append(System.lineSeparator()).append("(").append(tree.lines - MAX_LINES).append(" more)");
		}
		return tree.text.toString();
	}

	private void appendChildren(Tree tree, List<EntityNode> children, String indent) {
		for (int i = 0; i < children.size(); i++) {
			boolean last = i == children.size() - 1;
			EntityNode child = children.get(i);
			if (++tree.lines <= MAX_LINES) {
				tree.text.append(System.lineSeparator())
					.append(indent)
					.append(last ? "\u2514\u2500 " : "\u251C\u2500 ");
				this.line.append(tree.text, child);
			}
			appendChildren(tree, child.children(), indent + (last ? "   " : "\u2502  "));
		}
	}

	private static Entity parentOf(Entity entity) {
		return (entity.getParent() != null) ? entity.getParent() : entity.getParentSegment();
	}

	private static final class Tree {

		private final StringBuilder text = new StringBuilder(256);

		private int lines;

	}

}
