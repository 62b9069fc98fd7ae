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

import java.io.IOException;
import java.security.Principal;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

import io.github.springxray.context.Subsegments;

/**
 * Records the authenticated user on the segment. It runs after Spring Security, whose
 * request alone knows the user.
 */
final class UserRecordingFilter implements Filter {

	private final Subsegments subsegments;

	UserRecordingFilter(Subsegments subsegments) {
		this.subsegments = subsegments;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		Entity current = this.subsegments.current();
		if (current != null && current.getParentSegment().isRecording()
				&& request instanceof HttpServletRequest httpRequest) {
			this.subsegments.safely("recording the user", () -> record(httpRequest, current.getParentSegment()));
		}
		chain.doFilter(request, response);
	}

	private static void record(HttpServletRequest request, Segment segment) {
		Principal user = request.getUserPrincipal();
		if (user != null && user.getName() != null) {
			segment.setUser(user.getName());
		}
	}

}
