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

package io.github.springxray.emitter;

import java.io.IOException;
import java.util.List;

import com.amazonaws.xray.entities.Cause;
import com.amazonaws.xray.entities.ThrowableDescription;
import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Writes what went wrong: exceptions with their stacks, or the id of an exception that a
 * subsegment has described already.
 */
final class CauseWriter {

	private final JsonGenerator json;

	private final Limits limits;

	CauseWriter(JsonGenerator json, Limits limits) {
		this.json = json;
		this.limits = limits;
	}

	void write(Cause cause, List<ThrowableDescription> exceptions) throws IOException {
		String reference = referenceOf(cause, exceptions);
		if (reference != null) {
			this.json.writeStringField("cause", reference);
			return;
		}
		if (exceptions.isEmpty() && cause.getMessage() == null) {
			return;
		}
		this.json.writeObjectFieldStart("cause");
		writeText("working_directory", cause.getWorkingDirectory());
		writePaths(this.limits.some(Copies.elements(cause.getPaths())));
		this.json.writeArrayFieldStart("exceptions");
		if (exceptions.isEmpty()) {
			writeBare(cause.getMessage());
		}
		for (ThrowableDescription exception : this.limits.some(exceptions)) {
			writeException(exception);
		}
		if (exceptions.size() > this.limits.items()) {
			writeBare((exceptions.size() - this.limits.items()) + " more left out: the document was too large");
		}
		this.json.writeEndArray();
		this.json.writeEndObject();
	}

	/**
	 * An exception that a child has recorded comes as a first description without an id.
	 */
	private static @Nullable String referenceOf(Cause cause, List<ThrowableDescription> exceptions) {
		String reference = cause.getId();
		if (!exceptions.isEmpty()) {
			ThrowableDescription first = exceptions.get(0);
			reference = (first.getId() == null) ? first.getCause() : null;
		}
		return Text.isId(reference) ? reference : null;
	}

	private void writePaths(List<String> paths) throws IOException {
		if (!paths.isEmpty()) {
			this.json.writeArrayFieldStart("paths");
			for (String path : paths) {
				this.json.writeString(this.limits.shorten(path, this.limits.text()));
			}
			this.json.writeEndArray();
		}
	}

	private void writeException(ThrowableDescription exception) throws IOException {
		@Nullable StackTraceElement @Nullable [] stack = exception.getStack();
		int frames = (stack != null) ? Math.min(stack.length, this.limits.frames()) : 0;
		int cut = (stack != null) ? stack.length - frames : 0;
		this.json.writeStartObject();
		// The service wants an id, which a later reference to a child's exception has not
		this.json.writeStringField("id", Text.isId(exception.getId()) ? exception.getId() : Text.newId());
		writeText("message", exception.getMessage());
		writeText("type", exception.getType());
		if (exception.isRemote()) {
			this.json.writeBooleanField("remote", true);
		}
		writeCount("truncated", exception.getTruncated() + cut);
		writeCount("skipped", exception.getSkipped());
		if (Text.isId(exception.getCause())) {
			this.json.writeStringField("cause", exception.getCause());
		}
		if (stack != null && frames > 0) {
			writeStack(stack, frames);
		}
		this.json.writeEndObject();
	}

	private void writeStack(@Nullable StackTraceElement[] stack, int frames) throws IOException {
		this.json.writeArrayFieldStart("stack");
		for (int i = 0; i < frames; i++) {
			StackTraceElement frame = stack[i];
			if (frame != null) {
				this.json.writeStartObject();
				writeText("path", frame.getFileName());
				// Native and unknown code has negative ones
				this.json.writeNumberField("line", Math.max(0, frame.getLineNumber()));
				writeText("label", frame.getClassName() + "." + frame.getMethodName());
				this.json.writeEndObject();
			}
		}
		this.json.writeEndArray();
	}

	private void writeBare(@Nullable String message) throws IOException {
		this.json.writeStartObject();
		this.json.writeStringField("id", Text.newId());
		writeText("message", message);
		this.json.writeEndObject();
	}

	private void writeText(String name, @Nullable String value) throws IOException {
		if (value != null) {
			this.json.writeStringField(name, this.limits.shorten(value, this.limits.text()));
		}
	}

	private void writeCount(String name, int count) throws IOException {
		if (count > 0) {
			this.json.writeNumberField(name, count);
		}
	}

}
