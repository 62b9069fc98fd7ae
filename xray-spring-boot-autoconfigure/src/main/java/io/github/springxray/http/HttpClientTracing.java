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

import java.net.URI;
import java.util.List;
import java.util.Locale;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Namespace;
import com.amazonaws.xray.entities.Subsegment;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.RecordedPaths;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.entity.HttpRequestFields;

/**
 * Traces the calls of HTTP clients, for everything that instruments one: a subsegment for
 * each request that is sent, and the headers that tell the callee of the trace. No method
 * here throws.
 */
public final class HttpClientTracing {

	private static final String UNKNOWN_HOST = "unknown-host";

	private final Subsegments subsegments;

	private final TraceHeaders headers;

	private final HostPatterns propagateTo;

	private final HostPatterns excludeHosts;

	private final UrlPatterns excludeUrls;

	private final List<HttpSubsegmentCustomizer> customizers;

	HttpClientTracing(Subsegments subsegments, TraceHeaders headers, HostPatterns propagateTo,
			HostPatterns excludeHosts, UrlPatterns excludeUrls, List<HttpSubsegmentCustomizer> customizers) {
		this.subsegments = subsegments;
		this.headers = headers;
		this.propagateTo = propagateTo;
		this.excludeHosts = excludeHosts;
		this.excludeUrls = excludeUrls;
		this.customizers = List.copyOf(customizers);
	}

	/**
	 * Create an instance.
	 * @param subsegments what begins subsegments
	 * @param headers what writes trace headers
	 * @param propagateTo patterns of the hosts that are sent trace headers
	 * @param excludeHosts patterns of the hosts whose calls are not traced
	 * @param customizers callbacks for each subsegment, in order
	 */
	public HttpClientTracing(Subsegments subsegments, TraceHeaders headers, List<String> propagateTo,
			List<String> excludeHosts, List<HttpSubsegmentCustomizer> customizers) {
		this(subsegments, headers, new HostPatterns(propagateTo), new HostPatterns(excludeHosts),
				new UrlPatterns(List.of()), customizers);
	}

	/**
	 * Return what is current on the calling thread: the parent of a call that it makes.
	 * @return the segment or subsegment, or {@code null} if there is none
	 */
	public @Nullable Entity current() {
		return this.subsegments.current();
	}

	/**
	 * Begin a call that is current on no thread, just before its request is sent.
	 * @param method the method of the request, such as {@code GET}
	 * @param uri where it goes
	 * @param parent what makes the call; with {@code null} nothing is recorded or sent
	 * @param headers the headers of the request
	 * @return the call, to be ended on whichever thread
	 */
	public HttpClientCall begin(String method, URI uri, @Nullable Entity parent, OutgoingHeaders headers) {
		if (parent == null) {
			reportOutside(uri);
			return HttpClientCall.NONE;
		}
		String host = hostOf(uri);
		if (isExcluded(uri, host)) {
			return HttpClientCall.NONE;
		}
		TraceScope scope = this.subsegments.begin(host, parent);
		Entity caller = (scope.entity() != null) ? scope.entity() : parent;
		boolean traced = this.propagateTo.match(host)
				&& this.subsegments.safelyAsk("writing trace headers", () -> this.headers.write(caller, headers));
		if (!(scope.entity() instanceof Subsegment subsegment)) {
			return HttpClientCall.NONE;
		}
		this.subsegments.safely("recording an HTTP call", () -> record(subsegment, method, uri, host, traced));
		for (int i = 0; i < this.customizers.size(); i++) {
			HttpSubsegmentCustomizer customizer = this.customizers.get(i);
			this.subsegments.safely("an HTTP subsegment customizer",
					() -> customizer.customize(subsegment, method, uri));
		}
		return new HttpClientCall(this.subsegments, scope);
	}

	/**
	 * Say, where the application asks for it, that a call is in no trace because nothing
	 * is current.
	 * @param uri where it goes
	 */
	public void reportOutside(URI uri) {
		String host = hostOf(uri);
		if (!isExcluded(uri, host)) {
			this.subsegments.outside("A call of " + host);
		}
	}

	private boolean isExcluded(URI uri, String host) {
		return this.excludeHosts.match(host)
				|| this.excludeUrls.match(uri.getScheme(), host, portOf(uri), uri.getRawPath());
	}

	private static void record(Subsegment subsegment, String method, URI uri, String host, boolean traced) {
		subsegment.setNamespace(Namespace.REMOTE.toString());
		String path = (uri.getRawPath() != null) ? uri.getRawPath() : "";
		String url = RecordedPaths
			.of(HttpUrls.of((uri.getScheme() != null) ? uri.getScheme() : "http", host, portOf(uri), path));
		subsegment.putHttp("request", new HttpRequestFields(method, url, traced));
	}

	/**
	 * A host with an underscore is none to {@code URI}.
	 */
	private static String hostOf(URI uri) {
		String host = uri.getHost();
		if (host == null && uri.getRawAuthority() != null) {
			String authority = uri.getRawAuthority();
			authority = authority.substring(authority.lastIndexOf('@') + 1);
			int colon = authority.lastIndexOf(':');
			host = (colon > authority.lastIndexOf(']')) ? authority.substring(0, colon) : authority;
		}
		if (host == null || host.isEmpty()) {
			return UNKNOWN_HOST;
		}
		host = host.toLowerCase(Locale.ROOT);
		return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
	}

	private static int portOf(URI uri) {
		if (uri.getHost() != null || uri.getRawAuthority() == null) {
			return uri.getPort();
		}
		String authority = uri.getRawAuthority();
		try {
			return Integer.parseInt(authority.substring(authority.lastIndexOf(':') + 1));
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

}
