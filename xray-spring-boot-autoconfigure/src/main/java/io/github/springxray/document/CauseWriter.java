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

import com.amazonaws.xray.entities.Cause;
import com.amazonaws.xray.entities.ThrowableDescription;
import org.jspecify.annotations.Nullable;

/**
 * Writes what went wrong: exceptions with their stacks, or the id of an exception that a
 * subsegment has described already.
 */
final class CauseWriter {

	private static final byte[] CAUSE = JsonOut.encode("cause");

	private static final byte[] EXCEPTIONS = JsonOut.encode("exceptions");

	private static final byte[] ID = JsonOut.encode("id");

	private static final byte[] LABEL = JsonOut.encode("label");

	private static final byte[] LINE = JsonOut.encode("line");

	private static final byte[] MESSAGE = JsonOut.encode("message");

	private static final byte[] PATH = JsonOut.encode("path");

	private static final byte[] PATHS = JsonOut.encode("paths");

	private static final byte[] REMOTE = JsonOut.encode("remote");

	private static final byte[] SKIPPED = JsonOut.encode("skipped");

	private static final byte[] STACK = JsonOut.encode("stack");

	private static final byte[] TRUNCATED = JsonOut.encode("truncated");

	private static final byte[] TYPE = JsonOut.encode("type");

	private static final byte[] WORKING_DIRECTORY = JsonOut.encode("working_directory");

	private final JsonOut json;

	private final Limits limits;

	CauseWriter(JsonOut json, Limits limits) {
		this.json = json;
		this.limits = limits;
	}

	void write(Cause cause, List<ThrowableDescription> exceptions) {
		String reference = referenceOf(cause, exceptions);
		if (reference != null) {
			this.json.field(CAUSE, reference);
			return;
		}
		if (exceptions.isEmpty() && cause.getMessage() == null) {
			return;
		}
		this.json.field(CAUSE);
		this.json.startObject();
		writeText(WORKING_DIRECTORY, cause.getWorkingDirectory());
		writePaths(this.limits.some(Copies.elements(cause.getPaths())));
		this.json.field(EXCEPTIONS);
		this.json.startArray();
		if (exceptions.isEmpty()) {
			writeBare(cause.getMessage());
		}
		for (ThrowableDescription exception : this.limits.some(exceptions)) {
			writeException(exception);
		}
		if (exceptions.size() > this.limits.items()) {
			writeBare((exceptions.size() - this.limits.items()) + " more left out: the document was too large");
		}
		this.json.endArray();
		this.json.endObject();
	}

	/**
	 * An exception that a child has recorded comes as a first description without an id.
	 */
	static @Nullable String referenceOf(Cause cause, List<ThrowableDescription> exceptions) {
		String reference = cause.getId();
		if (!exceptions.isEmpty()) {
			ThrowableDescription first = exceptions.get(0);
			reference = (first.getId() == null) ? first.getCause() : null;
		}
		return Text.isId(reference) ? reference : null;
	}

	private void writePaths(List<Object> paths) {
		if (!paths.isEmpty()) {
			this.json.field(PATHS);
			this.json.startArray();
			for (Object path : paths) {
				this.limits.write(this.json, Plain.text(path), this.limits.text());
			}
			this.json.endArray();
		}
	}

	private void writeException(ThrowableDescription exception) {
		@Nullable StackTraceElement @Nullable [] stack = exception.getStack();
		int frames = (stack != null) ? Math.min(stack.length, this.limits.frames()) : 0;
		int cut = (stack != null) ? stack.length - frames : 0;
		this.json.startObject();
		// The service wants an id, which a later reference to a child's exception has not
		String id = exception.getId();
		this.json.field(ID, Text.isId(id) ? id : Text.newId());
		writeText(MESSAGE, exception.getMessage());
		writeText(TYPE, exception.getType());
		if (exception.isRemote()) {
			this.json.field(REMOTE, true);
		}
		writeCount(TRUNCATED, exception.getTruncated() + cut);
		writeCount(SKIPPED, exception.getSkipped());
		String cause = exception.getCause();
		if (Text.isId(cause)) {
			this.json.field(CAUSE, cause);
		}
		if (stack != null && frames > 0) {
			writeStack(stack, frames);
		}
		this.json.endObject();
	}

	private void writeStack(@Nullable StackTraceElement[] stack, int frames) {
		this.json.field(STACK);
		this.json.startArray();
		for (int i = 0; i < frames; i++) {
			StackTraceElement frame = stack[i];
			if (frame != null) {
				this.json.startObject();
				writeText(PATH, frame.getFileName());
				// Native and unknown code has negative ones
				this.json.field(LINE, Math.max(0, frame.getLineNumber()));
				this.json.field(LABEL);
				writeLabel(frame.getClassName(), frame.getMethodName());
				this.json.endObject();
			}
		}
		this.json.endArray();
	}

	private void writeLabel(String type, String method) {
		if (type.length() + 1 + method.length() > this.limits.text()) {
			this.limits.write(this.json, type + "." + method, this.limits.text());
			return;
		}
		this.json.startString();
		this.json.part(type);
		this.json.part('.');
		this.json.part(method);
		this.json.endString();
	}

	private void writeBare(@Nullable String message) {
		this.json.startObject();
		this.json.field(ID, Text.newId());
		writeText(MESSAGE, message);
		this.json.endObject();
	}

	private void writeText(byte[] name, @Nullable String value) {
		if (value != null) {
			this.json.field(name);
			this.limits.write(this.json, value, this.limits.text());
		}
	}

	private void writeCount(byte[] name, int count) {
		if (count > 0) {
			this.json.field(name, count);
		}
	}

}
