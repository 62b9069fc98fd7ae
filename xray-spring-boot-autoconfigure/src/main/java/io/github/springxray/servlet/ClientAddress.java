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

package io.github.springxray.servlet;

import java.util.Set;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import io.github.springxray.http.ClientIpRecording;

/**
 * Where a request came from. What the forwarded-header handling of Spring Boot resolved
 * is taken as it is; without it, what {@code X-Forwarded-For} claims. Either way X-Ray is
 * told when the address is a claim of that header, which clients can forge.
 *
 * @param address what is recorded of the address, {@code null} for nothing
 * @param forwarded whether it is a claim
 */
record ClientAddress(@Nullable String address, boolean forwarded) {

	private static final ClientAddress NONE = new ClientAddress(null, false);

	private static final String X_FORWARDED_FOR = "X-Forwarded-For";

	/**
	 * Set by Tomcat's valve, which removes the header, on whatever comes from a proxy
	 * that it trusts. It trusts the machine itself too, so a local call has it as well.
	 */
	private static final String TOMCAT_FORWARDED = "org.apache.tomcat.request.forwarded";

	private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "0:0:0:0:0:0:0:1");

	static ClientAddress of(HttpServletRequest request, ClientIpRecording recording) {
		if (recording == ClientIpRecording.FALSE) {
			return NONE;
		}
		String address = request.getRemoteAddr();
		boolean resolved = request.getAttribute(TOMCAT_FORWARDED) != null;
		boolean forwarded = resolved && !LOOPBACK.contains(address);
		if (!resolved) {
			HttpServletRequest original = unwrap(request);
			String claimed = original.getHeader(X_FORWARDED_FOR);
			forwarded = StringUtils.hasText(claimed);
			if (forwarded && original == request) {
				address = first(claimed);
			}
			else if (forwarded && request.getHeader(X_FORWARDED_FOR) != null) {
				// Wrapped, but not by something that has dealt with the header
				address = address.equals(original.getRemoteAddr()) ? first(claimed) : address;
			}
		}
		String recorded = recording.of(address);
		return (recorded != null) ? new ClientAddress(recorded, forwarded) : NONE;
	}

	private static String first(String claimed) {
		int comma = claimed.indexOf(',');
		return ((comma < 0) ? claimed : claimed.substring(0, comma)).trim();
	}

	private static HttpServletRequest unwrap(HttpServletRequest request) {
		ServletRequest current = request;
		while (current instanceof ServletRequestWrapper wrapper) {
			current = wrapper.getRequest();
		}
		return (current instanceof HttpServletRequest original) ? original : request;
	}

}
