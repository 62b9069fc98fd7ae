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

package io.github.springxray.platform;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import org.jspecify.annotations.Nullable;

/**
 * A request to a metadata service. It is over after a fifth of a second, goes straight to
 * the service, follows no redirect and takes an answer of a bounded size alone. Nothing
 * that the application has set for the HTTP clients of the JDK, such as an authenticator
 * or a store of cookies, takes part.
 */
final class MetadataRequest {

	/**
	 * How many milliseconds a request takes at most.
	 */
	static final int LIMIT = 200;

	private static final int HTTP_PORT = 80;

	private static final int HTTPS_PORT = 443;

	private final String method;

	private final URI uri;

	private final StringBuilder headers = new StringBuilder();

	private @Nullable SSLSocketFactory certificates;

	private MetadataRequest(String method, URI uri) {
		this.method = method;
		this.uri = uri;
	}

	static MetadataRequest get(URI uri) {
		return new MetadataRequest("GET", uri);
	}

	static MetadataRequest put(URI uri) {
		return new MetadataRequest("PUT", uri).header("Content-Length", "0");
	}

	/**
	 * Send a header.
	 * @param value the value, of visible characters
	 */
	MetadataRequest header(String name, String value) {
		this.headers.append(name).append(": ").append(value).append("\r\n");
		return this;
	}

	/**
	 * Send the request by TLS, to a server whose certificate says that it is the one.
	 */
	MetadataRequest by(SSLSocketFactory certificates) {
		this.certificates = certificates;
		return this;
	}

	/**
	 * Send the request.
	 * @return the body of the answer
	 * @throws MetadataException if the answer is of no use
	 * @throws IOException if there was no complete answer in time
	 */
	byte[] send() throws IOException {
		String host = this.uri.getHost();
		int port = (this.uri.getPort() > 0) ? this.uri.getPort() : (this.certificates != null) ? HTTPS_PORT : HTTP_PORT;
		InetSocketAddress address = new InetSocketAddress(host, port);
		try (DeadlineSocket socket = new DeadlineSocket(LIMIT)) {
			socket.open(address);
			try (Socket used = (this.certificates != null) ? secure(this.certificates, socket, host, port) : socket) {
				OutputStream out = used.getOutputStream();
				out.write(text(host, port).getBytes(StandardCharsets.ISO_8859_1));
				out.flush();
				return new MetadataAnswer(new BufferedInputStream(used.getInputStream())).read();
			}
		}
	}

	private static Socket secure(SSLSocketFactory factory, Socket socket, String host, int port) throws IOException {
		SSLSocket secured = (SSLSocket) factory.createSocket(socket, host, port, true);
		SSLParameters parameters = secured.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		secured.setSSLParameters(parameters);
		secured.startHandshake();
		return secured;
	}

	private String text(String host, int port) {
		String path = this.uri.getRawPath();
		String query = (this.uri.getRawQuery() != null) ? "?" + this.uri.getRawQuery() : "";
		return this.method + " " + ((path == null || path.isEmpty()) ? "/" : path) + query + " HTTP/1.1\r\nHost: "
				+ host + ":" + port + "\r\nConnection: close\r\nAccept: */*\r\n" + this.headers + "\r\n";
	}

	/**
	 * Return the address of a service.
	 * @param address the address, as it was written by somebody
	 * @return the address, {@code null} if it is none of a server of HTTP
	 */
	static @Nullable URI address(@Nullable String address) {
		if (address == null || !address.startsWith("http://")) {
			return null;
		}
		try {
			URI uri = URI.create(address);
			return (uri.getHost() != null && uri.getRawUserInfo() == null) ? uri : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
