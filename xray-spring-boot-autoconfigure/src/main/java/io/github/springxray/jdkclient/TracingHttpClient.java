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

package io.github.springxray.jdkclient;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

import io.github.springxray.http.ClientCalls;

/**
 * A client whose requests are calls. All else it leaves to the client that it stands for,
 * so that it is also closed with it where the JDK has clients that can be closed. Its web
 * sockets are not traced.
 */
final class TracingHttpClient extends HttpClient {

	private final HttpClient delegate;

	private final ClientCalls calls;

	TracingHttpClient(HttpClient delegate, ClientCalls calls) {
		this.delegate = delegate;
		this.calls = calls;
	}

	@Override
	public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
			throws IOException, InterruptedException {
		TracedExchange exchange = TracedExchange.begin(request, this.calls);
		try {
			return this.delegate.send(exchange.request(), exchange.follow(handler));
		}
		catch (Throwable ex) {
			exchange.call().end(ex);
			throw ex;
		}
	}

	@Override
	public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
		TracedExchange exchange = TracedExchange.begin(request, this.calls);
		try {
			return exchange.follow(this.delegate.sendAsync(exchange.request(), exchange.follow(handler)));
		}
		catch (Throwable ex) {
			exchange.call().end(ex);
			throw ex;
		}
	}

	/**
	 * What the server pushes nobody has called.
	 */
	@Override
	public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler,
			@Nullable PushPromiseHandler<T> pushes) {
		TracedExchange exchange = TracedExchange.begin(request, this.calls);
		try {
			return exchange.follow(this.delegate.sendAsync(exchange.request(), exchange.follow(handler), pushes));
		}
		catch (Throwable ex) {
			exchange.call().end(ex);
			throw ex;
		}
	}

	@Override
	public WebSocket.Builder newWebSocketBuilder() {
		return this.delegate.newWebSocketBuilder();
	}

	@Override
	public Optional<CookieHandler> cookieHandler() {
		return this.delegate.cookieHandler();
	}

	@Override
	public Optional<Duration> connectTimeout() {
		return this.delegate.connectTimeout();
	}

	@Override
	public Redirect followRedirects() {
		return this.delegate.followRedirects();
	}

	@Override
	public Optional<ProxySelector> proxy() {
		return this.delegate.proxy();
	}

	@Override
	public SSLContext sslContext() {
		return this.delegate.sslContext();
	}

	@Override
	public SSLParameters sslParameters() {
		return this.delegate.sslParameters();
	}

	@Override
	public Optional<Authenticator> authenticator() {
		return this.delegate.authenticator();
	}

	@Override
	public Version version() {
		return this.delegate.version();
	}

	@Override
	public Optional<Executor> executor() {
		return this.delegate.executor();
	}

	// What follows overrides methods that the JDK has since 21

	public void shutdown() {
		LaterMethods.shutdown(this.delegate);
	}

	public boolean awaitTermination(Duration duration) throws InterruptedException {
		return LaterMethods.awaitTermination(this.delegate, duration);
	}

	public boolean isTerminated() {
		return LaterMethods.isTerminated(this.delegate);
	}

	public void shutdownNow() {
		LaterMethods.shutdownNow(this.delegate);
	}

	public void close() {
		LaterMethods.close(this.delegate);
	}

	@Override
	public String toString() {
		return this.delegate.toString();
	}

}
