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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.http.SdkHttpRequest;

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
	 * @param context the request
	 * @param own whether a value is the application's own, and not one that came in
	 */
	static boolean isPresent(Context.ModifyHttpRequest context, Predicate<@Nullable String> own) {
		return added(context.request()).stream().anyMatch(own)
				|| context.httpRequest().matchingHeaders(TraceHeaders.X_AMZN_TRACE_ID).stream().anyMatch(own);
	}

	/**
	 * Take the header off a request to which it was added as a copy of what came in. The
	 * SDK would set it after everybody else.
	 */
	static SdkRequest withoutCopy(SdkRequest request, Predicate<@Nullable String> own) {
		List<String> added = added(request);
		if (added.isEmpty() || added.stream().anyMatch(own) || !(request instanceof AwsRequest aws)) {
			return request;
		}
		AwsRequestOverrideConfiguration override = aws.overrideConfiguration().orElseThrow();
		Map<String, List<String>> headers = new LinkedHashMap<>(override.headers());
		headers.keySet().removeIf(TraceHeaders.X_AMZN_TRACE_ID::equalsIgnoreCase);
		return aws.toBuilder().overrideConfiguration(override.toBuilder().headers(headers).build()).build();
	}

	private static List<String> added(SdkRequest request) {
		return request.overrideConfiguration()
			.map((override) -> override.headers()
				.entrySet()
				.stream()
				.filter((header) -> TraceHeaders.X_AMZN_TRACE_ID.equalsIgnoreCase(header.getKey()))
				.flatMap((header) -> header.getValue().stream())
				.toList())
			.orElse(List.of());
	}

	static SdkHttpRequest put(SdkHttpRequest request, String header) {
		return request.toBuilder().putHeader(TraceHeaders.X_AMZN_TRACE_ID, header).build();
	}

}
