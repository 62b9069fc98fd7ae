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

package io.github.springxray.grpc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.ServedRequest;

/**
 * A call that comes in, as naming, exclusion and sampling see requests: what HTTP/2 makes
 * of it.
 */
final class GrpcRequest implements ServedRequest {

	private final String method;

	private final @Nullable String service;

	private final @Nullable String authority;

	private final CallMetadata headers;

	private final Map<String, String> answers = new LinkedHashMap<>();

	GrpcRequest(ServerCall<?, ?> call, Metadata headers) {
		this.method = call.getMethodDescriptor().getFullMethodName();
		this.service = call.getMethodDescriptor().getServiceName();
		this.authority = call.getAuthority();
		this.headers = new CallMetadata(headers);
	}

	String fullMethodName() {
		return this.method;
	}

	@Nullable String service() {
		return this.service;
	}

	@Nullable String authority() {
		return this.authority;
	}

	/**
	 * Put what is answered besides the answer of the application into its headers.
	 */
	void answerTo(Metadata headers) {
		CallMetadata metadata = new CallMetadata(headers);
		this.answers.forEach(metadata::set);
	}

	@Override
	public String method() {
		return "POST";
	}

	@Override
	public String path() {
		return "/" + this.method;
	}

	@Override
	public @Nullable String host() {
		if (this.authority == null) {
			return null;
		}
		int colon = this.authority.lastIndexOf(':');
		String host = (colon > this.authority.lastIndexOf(']')) ? this.authority.substring(0, colon) : this.authority;
		return host.toLowerCase(Locale.ROOT);
	}

	@Override
	public @Nullable String header(String name) {
		return this.headers.first(name);
	}

	@Override
	public List<String> headers(String name) {
		return this.headers.get(name);
	}

	@Override
	public void answer(String name, String value) {
		this.answers.put(name, value);
	}

}
