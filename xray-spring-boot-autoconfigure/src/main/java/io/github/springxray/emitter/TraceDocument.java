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

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * One segment document on its way to a {@link TraceSender}.
 */
public final class TraceDocument {

	private static final String ID = "\"id\":\"";

	private final Parcel parcel;

	private final byte[] content;

	private final boolean last;

	private @Nullable String dropReason;

	TraceDocument(Parcel parcel, byte[] content, boolean last) {
		this.parcel = parcel;
		this.content = content;
		this.last = last;
	}

	/**
	 * Return the document.
	 * @return JSON in UTF-8, not to be changed
	 */
	public byte[] content() {
		return this.content;
	}

	/**
	 * Return the id of the segment or subsegment that this is the document of.
	 * @return 16 hexadecimal digits
	 */
	public String id() {
		// Behind type, ids of trace and parent, and a name that has no quotation mark
		String start = new String(this.content, 0, Math.min(this.content.length, 1024), StandardCharsets.UTF_8);
		int index = start.indexOf(ID) + ID.length();
		return start.substring(index, start.indexOf('"', index));
	}

	/**
	 * Say that this document was not sent.
	 * @param reason why, one of a small fixed set, for {@link EmitterStatistics}
	 */
	public void drop(String reason) {
		this.dropReason = reason;
		this.parcel.fail(reason);
	}

	/**
	 * Say that the next sender gets this document.
	 */
	void hand() {
		this.dropReason = null;
	}

	/**
	 * Return why the latest sender has not sent this document.
	 */
	@Nullable String dropReason() {
		return this.dropReason;
	}

	/**
	 * Return the segment or subsegment that this document is all or a part of.
	 */
	Parcel parcel() {
		return this.parcel;
	}

	/**
	 * Return whether no other document of the same segment or subsegment follows.
	 */
	boolean isLast() {
		return this.last;
	}

}
