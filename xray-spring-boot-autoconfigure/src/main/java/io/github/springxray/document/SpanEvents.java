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

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.amazonaws.xray.entities.ThrowableDescription;
import org.jspecify.annotations.Nullable;

/**
 * Writes exceptions as events of a span. An exception and those that caused it are one
 * event, with a stack trace as the JVM prints it, from which X-Ray makes as many
 * exceptions again. What such a text does not say is in {@code aws.xray.exception.*}.
 */
final class SpanEvents {

	private static final byte[] ATTRIBUTES = JsonOut.encode("attributes");

	private static final byte[] EVENTS = JsonOut.encode("events");

	private static final byte[] NAME = JsonOut.encode("name");

	private static final byte[] TIME = JsonOut.encode("timeUnixNano");

	private static final String PREFIX = "aws.xray.exception.";

	private final JsonOut json;

	private final SpanAttributes attributes;

	private final String time;

	SpanEvents(JsonOut json, SpanAttributes attributes, String time) {
		this.json = json;
		this.attributes = attributes;
		this.time = time;
	}

	/**
	 * Write exceptions.
	 * @param message what went wrong where there is no exception
	 * @param exceptions the exceptions
	 */
	void write(@Nullable String message, List<ThrowableDescription> exceptions) {
		if (exceptions.isEmpty() && message == null) {
			return;
		}
		Limits limits = this.attributes.limits();
		this.json.field(EVENTS);
		this.json.startArray();
		if (exceptions.isEmpty() && message != null) {
			writeBare(message);
		}
		for (List<ThrowableDescription> chain : chains(limits.some(exceptions))) {
			writeChain(chain);
		}
		if (exceptions.size() > limits.items()) {
			writeBare((exceptions.size() - limits.items()) + " more left out: the span was too large");
		}
		this.json.endArray();
	}

	/**
	 * Put each exception together with its causes.
	 */
	private static List<List<ThrowableDescription>> chains(List<ThrowableDescription> exceptions) {
		Map<String, ThrowableDescription> byId = new HashMap<>();
		Set<String> causes = new HashSet<>();
		for (ThrowableDescription exception : exceptions) {
			if (exception.getId() != null) {
				byId.putIfAbsent(exception.getId(), exception);
			}
			if (exception.getCause() != null) {
				causes.add(exception.getCause());
			}
		}
		List<List<ThrowableDescription>> chains = new ArrayList<>();
		Set<ThrowableDescription> placed = Collections.newSetFromMap(new IdentityHashMap<>());
		exceptions.stream()
			.filter((exception) -> exception.getId() == null || !causes.contains(exception.getId()))
			.forEach((exception) -> chains.add(chain(exception, byId, placed)));
		// Those that are left are a cycle
		exceptions.stream()
			.filter((exception) -> !placed.contains(exception))
			.forEach((exception) -> chains.add(chain(exception, byId, placed)));
		chains.removeIf(List::isEmpty);
		return chains;
	}

	private static List<ThrowableDescription> chain(ThrowableDescription first, Map<String, ThrowableDescription> byId,
			Set<ThrowableDescription> placed) {
		List<ThrowableDescription> chain = new ArrayList<>();
		ThrowableDescription next = first;
		while (next != null && placed.add(next)) {
			chain.add(next);
			next = byId.get(next.getCause());
		}
		return chain;
	}

	private void writeChain(List<ThrowableDescription> chain) {
		ThrowableDescription first = chain.get(0);
		start();
		this.attributes.text("exception.type", first.getType());
		this.attributes.text("exception.message", first.getMessage());
		this.attributes.text("exception.stacktrace", StackText.of(chain, this.attributes.limits()), Integer.MAX_VALUE);
		this.attributes.text(PREFIX + "id", idOf(first));
		this.attributes.flag(PREFIX + "remote", first.isRemote());
		writeCount("truncated", truncated(first));
		writeCount("skipped", first.getSkipped());
		String cause = chain.get(chain.size() - 1).getCause();
		if (Text.isId(cause)) {
			// Of the last one, which a child or nobody has described
			this.attributes.text(PREFIX + "cause", cause);
		}
		if (chain.size() > 1) {
			this.attributes.json(PREFIX + "causes", (nested) -> writeCauses(nested, chain));
		}
		end();
	}

	private void writeCauses(JsonOut nested, List<ThrowableDescription> chain) {
		Limits limits = this.attributes.limits();
		nested.startArray();
		for (ThrowableDescription exception : chain.subList(1, chain.size())) {
			nested.startObject();
			writeField(nested, "id", idOf(exception));
			writeField(nested, "type", exception.getType());
			if (exception.getMessage() != null) {
				nested.field("message");
				limits.write(nested, exception.getMessage(), limits.text());
			}
			if (exception.isRemote()) {
				nested.field("remote");
				nested.value(true);
			}
			writeField(nested, "truncated", truncated(exception));
			writeField(nested, "skipped", exception.getSkipped());
			nested.endObject();
		}
		nested.endArray();
	}

	private static void writeField(JsonOut nested, String name, @Nullable String value) {
		if (value != null) {
			nested.field(name);
			nested.value(value);
		}
	}

	private static void writeField(JsonOut nested, String name, int count) {
		if (count > 0) {
			nested.field(name);
			nested.value(count);
		}
	}

	private int truncated(ThrowableDescription exception) {
		@Nullable StackTraceElement @Nullable [] stack = exception.getStack();
		int frames = (stack != null) ? stack.length : 0;
		return exception.getTruncated() + Math.max(0, frames - this.attributes.limits().frames());
	}

	private static String idOf(ThrowableDescription exception) {
		String id = exception.getId();
		return Text.isId(id) ? id : Text.newId();
	}

	private void writeBare(String message) {
		start();
		this.attributes.text("exception.message", message);
		this.attributes.text(PREFIX + "id", Text.newId());
		end();
	}

	private void writeCount(String name, int count) {
		if (count > 0) {
			this.attributes.integer(PREFIX + name, count);
		}
	}

	private void start() {
		this.json.startObject();
		this.json.field(TIME, this.time);
		this.json.field(NAME, "exception");
		this.json.field(ATTRIBUTES);
		this.json.startArray();
	}

	private void end() {
		this.json.endArray();
		this.json.endObject();
	}

}
