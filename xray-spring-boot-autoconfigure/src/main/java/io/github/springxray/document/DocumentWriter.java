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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

import io.github.springxray.document.Utf8Buffer.OverLimitException;

/**
 * Writes segments and subsegments as the JSON documents that X-Ray takes, and makes legal
 * what would get a document rejected: names, keys of annotations, strings that are too
 * long, numbers that JSON does not have. A value that cannot be written becomes a string
 * that says so, and all else of the document is kept. A subsegment that is written on its
 * own becomes an independent document, which names its trace and its parent.
 * <p>
 * Entities may be changed by other threads while they are written. What the application
 * has put on them is read by the calling thread. Instances are safe for use by several
 * threads.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html">X-Ray
 * segment documents</a>
 */
public final class DocumentWriter {

	/**
	 * The smallest limit that {@link #writeAll(Entity, int)} takes, in bytes.
	 */
	public static final int MIN_LIMIT = 8 * 1024;

	private static final byte[] SUBSEGMENTS = JsonOut.encode("subsegments");

	/**
	 * What the next document is written with, if nobody is just writing.
	 */
	private final AtomicReference<@Nullable JsonOut> idle = new AtomicReference<>();

	private final EntityCapture capture = new EntityCapture((failure) -> {
	});

	/**
	 * Create a writer.
	 */
	public DocumentWriter() {
	}

	/**
	 * Write an entity and its subsegments as one document of whatever size. Subsegments
	 * beyond the 100th level are not in it.
	 * @param entity the segment or subsegment
	 * @return the document in UTF-8
	 */
	public byte[] write(Entity entity) {
		return write(entity, true);
	}

	/**
	 * Write an entity as one document, or as the part of one that it is.
	 */
	byte[] write(Entity entity, boolean independent) {
		EntityNode root = EntityNode.trees(entity, this.capture).get(0);
		byte[] document = write(Integer.MAX_VALUE, (json) -> writeTree(json, root, independent));
		Assert.state(document != null, "Too large for an array");
		return document;
	}

	/**
	 * Write an entity and its subsegments as documents of a limited size. Where one
	 * document is too large, subsegments become documents of their own, whether they are
	 * complete or in progress. A single entity that is too large loses the values of its
	 * metadata first, then frames of stacks, the ends of strings, and entries of maps and
	 * lists; each leaves a mark.
	 * @param entity the segment or subsegment
	 * @param limit how many bytes a document may have, {@value #MIN_LIMIT} at least
	 * @return the documents in UTF-8, that of the entity itself last
	 */
	public List<byte[]> writeAll(Entity entity, int limit) {
		Assert.isTrue(limit >= MIN_LIMIT, () -> "'limit' must be " + MIN_LIMIT + " or more");
		return writeAll(EntityNode.trees(entity, this.capture), limit).documents();
	}

	/**
	 * Write trees without running any code of the application.
	 * @param trees the trees
	 * @param limit how many bytes a document may have, {@value #MIN_LIMIT} at least
	 * @return the documents, for each tree that of its root last
	 */
	public WrittenDocuments writeAll(List<EntityNode> trees, int limit) {
		if (trees.size() == 1) {
			byte[] document = writeTree(trees.get(0), limit);
			if (document != null) {
				return new WrittenDocuments(List.of(document), 0);
			}
		}
		return new DocumentSplitter(this, limit).split(trees);
	}

	/**
	 * Write an entity alone, as an object of only its fields.
	 * @return the object, or {@code null} if it is over the limit
	 */
	byte @Nullable [] writeFields(EntityNode node, Limits limits, int limit) {
		return write(limit, (json) -> {
			json.startObject();
			EntityWriter.writeFields(json, node, limits);
			json.endObject();
		});
	}

	/**
	 * Write what makes a document of a subsegment, as an object.
	 */
	byte[] writeIndependence(Subsegment subsegment) {
		byte[] object = write(MIN_LIMIT, (json) -> {
			json.startObject();
			EntityWriter.writeIndependence(json, subsegment);
			json.endObject();
		});
		Assert.state(object != null, "No id is that long");
		return object;
	}

	private byte @Nullable [] writeTree(EntityNode root, int limit) {
		return write(limit, (json) -> writeTree(json, root, true));
	}

	private void writeTree(JsonOut json, EntityNode node, boolean root) {
		json.startObject();
		if (root && node.entity() instanceof Subsegment subsegment) {
			EntityWriter.writeIndependence(json, subsegment);
		}
		EntityWriter.writeFields(json, node, Limits.DOCUMENTED);
		List<EntityNode> children = node.children();
		if (!children.isEmpty()) {
			json.field(SUBSEGMENTS);
			json.startArray();
			for (int i = 0; i < children.size(); i++) {
				writeTree(json, children.get(i), false);
			}
			json.endArray();
		}
		json.endObject();
	}

	private byte @Nullable [] write(int limit, Consumer<JsonOut> content) {
		JsonOut json = this.idle.getAndSet(null);
		if (json == null) {
			json = new JsonOut();
		}
		json.begin(limit);
		try {
			content.accept(json);
			return json.toByteArray();
		}
		catch (OverLimitException ex) {
			return null;
		}
		finally {
			json.clear();
			this.idle.lazySet(json);
		}
	}

}
