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

import org.jspecify.annotations.Nullable;

/**
 * What OTLP carries. Messages of logs are built as those of spans are, with the same
 * numbers and other names.
 */
enum OtlpSignal {

	TRACES("/v1/traces", "resourceSpans", "scopeSpans", "spans", "rejectedSpans"),

	LOGS("/v1/logs", "resourceLogs", "scopeLogs", "logRecords", "rejectedLogRecords");

	private final String path;

	private final String resources;

	private final String scopes;

	private final String items;

	private final String rejected;

	OtlpSignal(String path, String resources, String scopes, String items, String rejected) {
		this.path = path;
		this.resources = resources;
		this.scopes = scopes;
		this.items = items;
		this.rejected = rejected;
	}

	static @Nullable OtlpSignal of(@Nullable String path) {
		for (OtlpSignal signal : values()) {
			if (signal.path.equals(path)) {
				return signal;
			}
		}
		return null;
	}

	String resources() {
		return this.resources;
	}

	String scopes() {
		return this.scopes;
	}

	String items() {
		return this.items;
	}

	/**
	 * Return what an answer calls those that were not taken.
	 */
	String rejected() {
		return this.rejected;
	}

	ProtobufMessage message() {
		return (this == TRACES) ? ProtobufMessage.SPAN : ProtobufMessage.LOG;
	}

}
