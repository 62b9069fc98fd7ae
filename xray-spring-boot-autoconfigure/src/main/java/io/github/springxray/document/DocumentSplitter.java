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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import com.amazonaws.xray.entities.Subsegment;

import org.springframework.util.Assert;

/**
 * Distributes a tree over several documents so that each keeps a limit and none of its
 * nodes is lost. From the leaves upwards, whatever does not fit together with its parent
 * becomes a document of its own, the largest first.
 */
final class DocumentSplitter {

	private static final byte[] SUBSEGMENTS = ",\"subsegments\":[".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] COMMA = { ',' };

	private static final Comparator<Part> LARGEST_FIRST = Comparator.comparingInt(Part::size).reversed();

	/**
	 * Room for what makes a document of a subsegment: its type and the ids of its trace
	 * and parent.
	 */
	private static final int INDEPENDENCE = 192;

	private final DocumentWriter writer;

	private final int limit;

	private final List<byte[]> documents = new ArrayList<>();

	private int shortened;

	DocumentSplitter(DocumentWriter writer, int limit) {
		this.writer = writer;
		this.limit = limit - INDEPENDENCE;
	}

	/**
	 * Split trees.
	 * @param trees the tree of the entity that is sent, followed by those that were too
	 * deep for it
	 * @return the documents, that of the first tree's root last
	 */
	WrittenDocuments split(List<EntityNode> trees) {
		for (int i = trees.size() - 1; i >= 0; i--) {
			finish(fit(trees.get(i)));
		}
		return new WrittenDocuments(this.documents, this.shortened);
	}

	private Part fit(EntityNode node) {
		List<Part> children = new ArrayList<>(node.children().size());
		for (EntityNode child : node.children()) {
			children.add(fit(child));
		}
		Part part = new Part(node, fields(node), children);
		if (part.size() > this.limit) {
			List<Part> candidates = new ArrayList<>(children);
			candidates.sort(LARGEST_FIRST);
			for (Part candidate : candidates) {
				if (part.size() > this.limit) {
					part.detach(candidate);
					finish(candidate);
				}
			}
		}
		return part;
	}

	private byte[] fields(EntityNode node) {
		int room = this.limit - Part.FRAME;
		byte[] fields = this.writer.writeFields(node, Limits.DOCUMENTED, room);
		if (fields == null) {
			this.shortened++;
		}
		for (int i = 0; fields == null && i < Limits.SHORTENED.size(); i++) {
			fields = this.writer.writeFields(node, Limits.SHORTENED.get(i), room);
		}
		Assert.state(fields != null, "Too large even when next to nothing is written");
		return fields;
	}

	private void finish(Part root) {
		ByteArrayOutputStream document = new ByteArrayOutputStream(root.size() + INDEPENDENCE);
		if (root.node.entity() instanceof Subsegment subsegment) {
			// One object out of two: {a} and {b} give {a,b}
			byte[] independence = this.writer.writeIndependence(subsegment);
			document.write(independence, 0, independence.length - 1);
			document.write(',');
			root.write(document, 1);
		}
		else {
			root.write(document, 0);
		}
		this.documents.add(document.toByteArray());
	}

	/**
	 * A node that has been written, and the children that are still to go into its
	 * document.
	 */
	private static final class Part {

		/**
		 * What stands around the children.
		 */
		static final int FRAME = SUBSEGMENTS.length + 1;

		private final EntityNode node;

		private final byte[] fields;

		private final List<Part> children;

		private int size;

		private boolean detached;

		Part(EntityNode node, byte[] fields, List<Part> children) {
			this.node = node;
			this.fields = fields;
			this.children = children;
			this.size = fields.length + FRAME;
			for (Part child : children) {
				this.size += child.size + 1;
			}
		}

		int size() {
			return this.size;
		}

		void detach(Part child) {
			child.detached = true;
			this.size -= child.size + 1;
		}

		void write(ByteArrayOutputStream out, int offset) {
			out.write(this.fields, offset, this.fields.length - 1 - offset);
			boolean first = true;
			for (Part child : this.children) {
				if (!child.detached) {
					out.writeBytes(first ? SUBSEGMENTS : COMMA);
					child.write(out, 0);
					first = false;
				}
			}
			if (!first) {
				out.write(']');
			}
			out.write('}');
		}

	}

}
