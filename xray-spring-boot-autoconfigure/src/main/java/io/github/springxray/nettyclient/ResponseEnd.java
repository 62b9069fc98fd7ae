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

package io.github.springxray.nettyclient;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.LastHttpContent;
import reactor.netty.Connection;

import io.github.springxray.http.HttpClientCall;

/**
 * Ends a call with the last part of its response, before whoever waits for it learns of
 * the end. The callbacks of a client come after. A connection that is used again loses
 * this handler.
 */
final class ResponseEnd extends ChannelDuplexHandler {

	private static final String NAME = "xray-response-end";

	private final HttpClientCall call;

	private ResponseEnd(HttpClientCall call) {
		this.call = call;
	}

	static void watch(Connection connection, HttpClientCall call) {
		if (call.isRecording() && connection.channel().pipeline().get(NAME) == null) {
			connection.addHandlerLast(NAME, new ResponseEnd(call));
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof LastHttpContent) {
			this.call.end();
		}
		context.fireChannelRead(message);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		this.call.end(cause);
		context.fireExceptionCaught(cause);
	}

	/**
	 * A connection that is closed from here before the end, as nobody wants the rest.
	 */
	@Override
	public void close(ChannelHandlerContext context, ChannelPromise promise) {
		this.call.cancel();
		context.close(promise);
	}

}
