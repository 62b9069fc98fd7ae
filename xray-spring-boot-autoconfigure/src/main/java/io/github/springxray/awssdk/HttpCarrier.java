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

package io.github.springxray.awssdk;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.http.SdkHttpRequest;

import io.github.springxray.context.Segments;
import io.github.springxray.http.TraceHeaders;

/**
 * The trace header of a request to AWS.
 */
final class HttpCarrier {

	private HttpCarrier() {
	}

	/**
	 * Return whether the application has set the header, in which case it is left alone.
	 * In AWS Lambda the SDK sets that of the invocation, which does not count.
	 */
	static boolean isPresent(Context.ModifyHttpRequest context) {
		boolean added = context.request()
			.overrideConfiguration()
			.map((override) -> override.headers()
				.keySet()
				.stream()
				.anyMatch(TraceHeaders.X_AMZN_TRACE_ID::equalsIgnoreCase))
			.orElse(false);
		return added || context.httpRequest()
			.firstMatchingHeader(TraceHeaders.X_AMZN_TRACE_ID)
			.filter((header) -> !header.equals(Segments.invocationHeader()))
			.isPresent();
	}

	static SdkHttpRequest put(SdkHttpRequest request, String header) {
		return request.toBuilder().putHeader(TraceHeaders.X_AMZN_TRACE_ID, header).build();
	}

}
