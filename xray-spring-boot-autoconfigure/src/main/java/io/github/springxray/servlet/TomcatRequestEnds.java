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

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import org.apache.catalina.Valve;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * Ends traces in a valve, which is left after the error page of a request. Listeners of
 * an asynchronous request are told of its end before that page.
 */
final class TomcatRequestEnds implements RequestEnds {

	private final ThreadLocal<@Nullable Request> current = new ThreadLocal<>();

	private volatile boolean used;

	@Override
	public boolean watch(ServletRequest request, RequestTrace trace) {
		@Nullable Request known = this.current.get();
		return known != null && known.getAttribute(RequestTrace.ATTRIBUTE) == trace;
	}

	/**
	 * An application that is deployed to a Tomcat of others makes no valve.
	 */
	@Override
	public boolean knowsAllOf(ServletContext context) {
		return this.used && String.valueOf(context.getServerInfo()).startsWith("Apache Tomcat");
	}

	/**
	 * Create a valve, which belongs to one server.
	 */
	Valve valve() {
		this.used = true;
		return new EndingValve();
	}

	private final class EndingValve extends ValveBase {

		EndingValve() {
			super(true);
		}

		@Override
		public void invoke(Request request, Response response) throws IOException, ServletException {
			ThreadLocal<@Nullable Request> current = TomcatRequestEnds.this.current;
			current.set(request);
			try {
				getNext().invoke(request, response);
			}
			finally {
				current.set(null);
				if (!request.isAsync() && request.getAttribute(RequestTrace.ATTRIBUTE) instanceof RequestTrace trace) {
					trace.end();
				}
			}
		}

	}

}
