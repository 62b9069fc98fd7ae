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

package io.github.springxray.console.otlp;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.document.InvalidDocumentException;
import io.github.springxray.console.store.TraceStore;

/**
 * Takes the spans of one request. None of them is kept before all were read, as a client
 * whose request was refused may send it again.
 */
final class SpanIntake implements SpanConsumer {

	private final List<List<byte[]>> spans = new ArrayList<>();

	private final List<InvalidDocumentException> reasons = new ArrayList<>();

	private JsonNode json = MissingNode.getInstance();

	private @Nullable OtlpResource resource;

	private long rejected;

	private @Nullable String message;

	@Override
	public void resource(JsonNode json) {
		this.json = json;
		this.resource = null;
	}

	@Override
	public void span(JsonNode span) {
		try {
			OtlpResource current = this.resource;
			if (current == null) {
				current = new OtlpResource(this.json);
				this.resource = current;
			}
			List<byte[]> documents = new ArrayList<>(1);
			for (ObjectNode document : SpanDocuments.of(current, span)) {
				byte[] content = JsonTexts.write(document);
				if (content.length > OtlpReceiver.MAX_SPAN) {
					throw OtlpReceiver.tooLarge(content.length);
				}
				documents.add(content);
			}
			this.spans.add(documents);
		}
		catch (InvalidDocumentException ex) {
			unreadable(ex);
		}
		catch (JacksonException ex) {
			unreadable(new InvalidDocumentException("too-deep", ex.getOriginalMessage()));
		}
	}

	@Override
	public void unreadable(InvalidDocumentException reason) {
		this.reasons.add(reason);
	}

	/**
	 * Keep what was read, and count what cannot be kept.
	 */
	void store(TraceStore store) {
		for (List<byte[]> documents : this.spans) {
			InvalidDocumentException invalid = null;
			for (byte[] content : documents) {
				InvalidDocumentException reason = store.add(content, OtlpReceiver.MAX_SPAN);
				invalid = (reason != null) ? reason : invalid;
			}
			if (invalid != null) {
				count(invalid);
			}
		}
		for (InvalidDocumentException reason : this.reasons) {
			store.reject(reason);
			count(reason);
		}
	}

	private void count(InvalidDocumentException reason) {
		this.rejected++;
		this.message = reason.getMessage();
	}

	/**
	 * Return how many spans were not kept.
	 */
	long rejected() {
		return this.rejected;
	}

	/**
	 * Return what is wrong with the last of them.
	 */
	@Nullable String message() {
		return this.message;
	}

}
