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

package io.github.springxray.http;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.springxray.context.ValueFreeMessages;

/**
 * Takes the body of the response out of exceptions of HTTP clients. What is left is the
 * status, and the method and URL of the request where the message tells them. The classes
 * are known by name, as their libraries may be absent.
 */
final class HttpExceptionMessages implements ValueFreeMessages {

	private static final Set<String> OF_RESPONSES = Set.of("org.springframework.web.client.RestClientResponseException",
			"org.springframework.web.reactive.function.client.WebClientResponseException", "feign.FeignException",
			"retrofit2.HttpException", "jakarta.ws.rs.WebApplicationException",
			"org.apache.hc.client5.http.HttpResponseException", "org.apache.http.client.HttpResponseException");

	private static final Pattern STATUS = Pattern.compile("\\[?([1-9]\\d{2})\\b");

	private static final Pattern REQUEST = Pattern.compile(
			"(?: on ([A-Z]{3,10}) request for \"([^\"\\s]++)\"| from ([A-Z]{3,10}) (\\S++)$| during \\[([A-Z]{3,10})\\]"
					+ " to \\[([^\\]\\s]++)\\])");

	@Override
	public @Nullable String filter(Throwable throwable, @Nullable Throwable effect, @Nullable String message) {
		return (message != null && isOfResponse(throwable)) ? withoutBody(message) : message;
	}

	@Override
	public boolean answersFor(Throwable throwable, List<Throwable> effects) {
		return isOfResponse(throwable);
	}

	private static boolean isOfResponse(Throwable throwable) {
		for (Class<?> type = throwable.getClass(); type != null; type = type.getSuperclass()) {
			if (OF_RESPONSES.contains(type.getName())) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The reason is left out as well: in HTTP/1.1 it is whatever the callee writes.
	 */
	private static String withoutBody(String message) {
		Matcher status = STATUS.matcher(message);
		StringBuilder kept = new StringBuilder(status.lookingAt() ? "Status " + status.group(1) : "Error response");
		Matcher request = REQUEST.matcher(message);
		if (request.find()) {
			for (int group = 1; group < request.groupCount(); group += 2) {
				String method = request.group(group);
				String url = request.group(group + 1);
				if (method != null && url != null) {
					kept.append(" from ").append(method).append(' ').append(HttpUrls.clean(url));
				}
			}
		}
		return kept.toString();
	}

}
