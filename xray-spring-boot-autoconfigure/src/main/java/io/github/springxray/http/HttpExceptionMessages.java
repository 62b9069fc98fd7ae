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

import io.github.springxray.context.KnownMessages;
import io.github.springxray.context.RecordedPaths;
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

	private static final Pattern STATUS = Pattern.compile("(?:HTTP )?\\[?([1-9]\\d{2})\\b");

	private static final Pattern REQUEST = Pattern.compile(
			"(?: on ([A-Z]{3,10}) request for \"([^\"\\s]++)\"| from ([A-Z]{3,10}) (\\S++)$| during \\[([A-Z]{3,10})\\]"
					+ " to \\[([^\\]\\s]++)\\])");

	/**
	 * Requests that got no response, for which Feign has an exception of the same family.
	 */
	private static final Pattern UNANSWERED = Pattern
		.compile("([^\\r\\n]{0,200}?) (?:executing|reading|writing|sending) ([A-Z]{3,10}) (\\S++)");

	/**
	 * Readers of bodies, which quote what they cannot read.
	 */
	private static final List<String> READERS = List.of("com.fasterxml.jackson.", "tools.jackson.", "com.google.gson.",
			"org.springframework.http.converter.", "org.springframework.core.codec.", "jakarta.json.",
			"jakarta.xml.bind.", "feign.codec.", "org.xml.sax.");

	private static final String OF_REST_CLIENTS = "org.springframework.web.client.RestClientException";

	@Override
	public @Nullable String filter(Throwable throwable, @Nullable Throwable effect, @Nullable String message) {
		return filter(throwable, (effect != null) ? List.of(effect) : List.of(), message);
	}

	@Override
	public @Nullable String filter(Throwable throwable, List<Throwable> effects, @Nullable String message) {
		if (message == null) {
			return null;
		}
		if (isReader(throwable) && effects.stream().anyMatch(HttpExceptionMessages::isOfClient)) {
			return "The response could not be read";
		}
		return isOfResponse(throwable) ? withoutBody(throwable, message) : message;
	}

	@Override
	public boolean answersFor(Throwable throwable, List<Throwable> effects) {
		return isOfResponse(throwable);
	}

	private static boolean isReader(Throwable throwable) {
		String type = throwable.getClass().getName();
		return READERS.stream().anyMatch(type::startsWith);
	}

	private static boolean isOfClient(Throwable throwable) {
		return is(throwable, Set.of(OF_REST_CLIENTS)) || isOfResponse(throwable);
	}

	private static boolean isOfResponse(Throwable throwable) {
		return is(throwable, OF_RESPONSES);
	}

	private static boolean is(Throwable throwable, Set<String> types) {
		for (Class<?> type = throwable.getClass(); type != null; type = type.getSuperclass()) {
			if (types.contains(type.getName())) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The reason is left out as well: in HTTP/1.1 it is whatever the callee writes.
	 */
	private static String withoutBody(Throwable throwable, String message) {
		Matcher unanswered = UNANSWERED.matcher(message);
		if (unanswered.matches()) {
			Throwable cause = throwable.getCause();
			String reason = unanswered.group(1);
			boolean known = cause != null && KnownMessages.isOfNetwork(cause, reason);
			return (known ? reason : "No response") + " executing " + unanswered.group(2) + ' '
					+ HttpUrls.clean(unanswered.group(3));
		}
		Matcher status = STATUS.matcher(message);
		StringBuilder kept = new StringBuilder(status.lookingAt() ? "Status " + status.group(1) : "Error response");
		Matcher request = REQUEST.matcher(message);
		if (request.find()) {
			for (int group = 1; group < request.groupCount(); group += 2) {
				String method = request.group(group);
				String url = request.group(group + 1);
				if (method != null && url != null) {
					kept.append(" from ").append(method).append(' ').append(RecordedPaths.of(HttpUrls.clean(url)));
				}
			}
		}
		return kept.toString();
	}

}
