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
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a span is a fault, an error or throttled. The status of HTTP tells them apart,
 * that of the span does not.
 */
final class Outcome {

	private static final long THROTTLED = 429;

	// RESOURCE_EXHAUSTED of gRPC
	private static final String EXHAUSTED = "8";

	private Outcome() {
	}

	static void write(ObjectNode document, OtlpSpan span, Attributes attributes) {
		long status = statusOf(HttpBlock.status(attributes));
		boolean exhausted = EXHAUSTED.equals(attributes.text("rpc.grpc.status_code"));
		boolean throttle = status == THROTTLED || (span.isError() && exhausted);
		boolean error = throttle || (status >= 400 && status < 500);
		boolean fault = (status >= 500 && status < 600) || (span.isError() && !error);
		put(document, "error", attributes.flag("aws.xray.error"), error);
		put(document, "fault", attributes.flag("aws.xray.fault"), fault);
		put(document, "throttle", attributes.flag("aws.xray.throttle"), throttle);
	}

	private static long statusOf(@Nullable Long status) {
		return (status != null) ? status : 0;
	}

	/**
	 * Set a flag. What a span says is what a document had that was none of OpenTelemetry.
	 */
	private static void put(ObjectNode document, String field, @Nullable Boolean said, boolean implied) {
		if ((said != null) ? said : implied) {
			document.put(field, true);
		}
	}

}
