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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

import io.github.springxray.context.SegmentNames;
import io.github.springxray.document.Utf8Buffer.OverLimitException;

/**
 * Writes segments and subsegments as spans of OpenTelemetry, in the JSON of OTLP: of each
 * span X-Ray makes what it was made of. What OTLP has no word for is in attributes that
 * begin with {@code aws.xray}, so that nothing is lost on the way back. For one thread at
 * a time.
 */
public final class SpanWriter {

	/**
	 * How many bytes X-Ray takes of one span.
	 */
	public static final int MAX_SPAN = 200_000;

	private static final byte[] ATTRIBUTES = JsonOut.encode("attributes");

	private final Set<SpanConvention> conventions;

	private final @Nullable String function;

	private final int limit;

	private final JsonOut json = new JsonOut();

	private final JsonOut nested = new JsonOut();

	/**
	 * Create a writer.
	 * @param conventions the names of attributes, one kind at least
	 * @param function the name of the function in AWS Lambda, whose segment is none of
	 * ours
	 */
	public SpanWriter(Set<SpanConvention> conventions, @Nullable String function) {
		this(conventions, function, MAX_SPAN);
	}

	SpanWriter(Set<SpanConvention> conventions, @Nullable String function, int limit) {
		this.conventions = EnumSet.copyOf(conventions);
		this.function = function;
		this.limit = limit;
	}

	/**
	 * Write the spans of all that is in trees, without running any code of the
	 * application.
	 * @param trees the trees of one segment or subsegment
	 * @return the spans
	 */
	public WrittenSpans write(List<EntityNode> trees) {
		List<WrittenSpan> spans = new ArrayList<>();
		int shortened = 0;
		String resource = null;
		for (EntityNode tree : trees) {
			resource = (resource != null) ? resource : resource(tree.entity().getParentSegment());
			shortened += write(tree, resource, spans);
		}
		return new WrittenSpans(spans, shortened);
	}

	private int write(EntityNode node, String resource, List<WrittenSpan> spans) {
		byte[] span = write(node, Limits.DOCUMENTED);
		int shortened = (span != null) ? 0 : 1;
		for (int i = 0; span == null && i < Limits.SHORTENED.size(); i++) {
			span = write(node, Limits.SHORTENED.get(i));
		}
		Assert.state(span != null, "Too large even when next to nothing is written");
		spans.add(new WrittenSpan(resource, span));
		for (EntityNode child : node.children()) {
			shortened += write(child, resource, spans);
		}
		return shortened;
	}

	private byte @Nullable [] write(EntityNode node, Limits limits) {
		this.json.begin(this.limit);
		try {
			new SpanBody(this.json, this.nested, limits, this.conventions).write(node);
			return this.json.toByteArray();
		}
		catch (OverLimitException ex) {
			return null;
		}
		finally {
			this.json.clear();
		}
	}

	private String resource(Segment segment) {
		this.json.begin(Integer.MAX_VALUE);
		try {
			this.json.startObject();
			this.json.field(ATTRIBUTES);
			this.json.startArray();
			ResourceAttributes attributes = new ResourceAttributes(
					new SpanAttributes(this.json, this.nested, Limits.DOCUMENTED, this.conventions));
			String name = SegmentNames.sanitize(segment.getName());
			if (segment instanceof FacadeSegment) {
				attributes.writeFunction((this.function != null) ? this.function : name);
			}
			else {
				attributes.write(segment, name);
			}
			this.json.endArray();
			this.json.endObject();
			return new String(this.json.toByteArray(), StandardCharsets.UTF_8);
		}
		finally {
			this.json.clear();
		}
	}

}
