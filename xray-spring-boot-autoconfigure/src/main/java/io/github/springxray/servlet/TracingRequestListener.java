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

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;

/**
 * Ends the traces of requests that failed. A filter is left before the container sends
 * the error page, so it cannot know the status that the client gets. Tomcat reports the
 * end of a request after the error page, Jetty before it, and is asked in another way.
 */
final class TracingRequestListener implements ServletRequestListener {

	private static final String ATTRIBUTE = TracingRequestListener.class.getName();

	private final RequestEnds ends;

	TracingRequestListener(RequestEnds ends) {
		this.ends = ends;
	}

	/**
	 * Return whether the end of this request will be reported. Mock requests report none.
	 */
	static boolean isActive(ServletRequest request) {
		return request.getAttribute(ATTRIBUTE) != null;
	}

	@Override
	public void requestInitialized(ServletRequestEvent event) {
		event.getServletRequest().setAttribute(ATTRIBUTE, Boolean.TRUE);
	}

	@Override
	public void requestDestroyed(ServletRequestEvent event) {
		RequestTrace trace = RequestTrace.of(event.getServletRequest());
		if (trace == null || trace.isAsync() || trace.isEnded()) {
			return;
		}
		if (!trace.isAwaited() || !this.ends.watch(event.getServletRequest(), trace)) {
			end(trace, event.getServletContext());
		}
	}

	private static void end(RequestTrace trace, ServletContext context) {
		if (String.valueOf(context.getServerInfo()).startsWith("jetty")) {
			trace.endEarly();
		}
		else {
			trace.end();
		}
	}

}
