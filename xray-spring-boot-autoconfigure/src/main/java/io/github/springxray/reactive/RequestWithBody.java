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

package io.github.springxray.reactive;

import java.net.InetSocketAddress;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.RequestPath;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.util.MultiValueMap;

import io.github.springxray.context.Subsegments;

/**
 * A request whose body arrives after it was subscribed to. The server calls with it
 * whoever waits for it, and so the handler itself: inside of the trace, with this. It is
 * no decorator, as those have no attributes of their own.
 */
final class RequestWithBody extends AbstractServerHttpRequest {

	private final ServerHttpRequest request;

	private final Entity entity;

	private final Subsegments subsegments;

	RequestWithBody(ServerHttpRequest request, Entity entity, Subsegments subsegments) {
		super(request.getMethod(), request.getURI(), null, request.getHeaders());
		this.request = request;
		this.entity = entity;
		this.subsegments = subsegments;
	}

	/**
	 * Return whether a request may have a body. One that has none tells no length.
	 */
	static boolean mayHaveOne(ServerHttpRequest request) {
		HttpHeaders headers = request.getHeaders();
		HttpMethod method = request.getMethod();
		return headers.containsHeader(HttpHeaders.CONTENT_LENGTH)
				|| headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)
				|| !(HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method));
	}

	@Override
	public Flux<DataBuffer> getBody() {
		return new CurrentWhileReading<>(this.request.getBody(), this.entity, this.subsegments);
	}

	@Override
	public String getId() {
		return this.request.getId();
	}

	@Override
	public RequestPath getPath() {
		return this.request.getPath();
	}

	@Override
	public @Nullable InetSocketAddress getLocalAddress() {
		return this.request.getLocalAddress();
	}

	@Override
	public @Nullable InetSocketAddress getRemoteAddress() {
		return this.request.getRemoteAddress();
	}

	@Override
	protected @Nullable SslInfo initSslInfo() {
		return this.request.getSslInfo();
	}

	@Override
	protected MultiValueMap<String, HttpCookie> initCookies() {
		return this.request.getCookies();
	}

	@Override
	public <T> T getNativeRequest() {
		return ServerHttpRequestDecorator.getNativeRequest(this.request);
	}

}
