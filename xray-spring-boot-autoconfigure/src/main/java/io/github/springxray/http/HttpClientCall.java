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

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.entity.HttpResponseFields;

/**
 * A call of an HTTP client that is going on. It ends once, with whatever comes first: the
 * end of the response, a failure or a cancellation. What comes after is ignored. No
 * method here throws, and each may be called on any thread.
 */
public final class HttpClientCall {

	/**
	 * A call that is not recorded.
	 */
	public static final HttpClientCall NONE = new HttpClientCall(null, TraceScope.none());

	private final @Nullable Subsegments subsegments;

	private final TraceScope scope;

	private final AtomicBoolean ended = new AtomicBoolean();

	HttpClientCall(@Nullable Subsegments subsegments, TraceScope scope) {
		this.subsegments = subsegments;
		this.scope = scope;
	}

	/**
	 * Return whether the call is recorded. Where it is not, nothing needs to be wrapped.
	 * @return {@code true} until it ends
	 */
	public boolean isRecording() {
		return this.subsegments != null && !this.ended.get();
	}

	/**
	 * Record the path of the template that the URL was made of, as the annotation
	 * {@code route}. One without variables may have been put together by hand, and says
	 * no more than the URL.
	 * @param template the template, such as <code>/users/{id}</code>, with or without a
	 * scheme and host before it and a query behind; {@code null} if it is not known
	 */
	public void route(@Nullable String template) {
		if (template != null && template.indexOf('{') >= 0) {
			record((entity) -> entity.putAnnotation("route", HttpUrls.pathOf(template)));
		}
	}

	/**
	 * Record the response, without its body.
	 * @param status its status
	 * @param contentLength the length that its headers tell, negative if they do not
	 */
	public void response(int status, long contentLength) {
		record((entity) -> {
			entity.putHttp("response", new HttpResponseFields(status, contentLength));
			HttpStatusCodes.record(entity, status);
		});
	}

	/**
	 * Record what only the client knows of the call, as that of gRPC does.
	 * @param recording puts it on the subsegment
	 */
	public void describe(Consumer<Entity> recording) {
		record(recording);
	}

	/**
	 * End the call because its response is complete.
	 */
	public void end() {
		end(null);
	}

	/**
	 * End the call because it failed.
	 * @param error what went wrong, recorded as a fault; {@code null} if nothing did
	 */
	public void end(@Nullable Throwable error) {
		if (this.subsegments != null && this.ended.compareAndSet(false, true)) {
			this.subsegments.end(this.scope, error);
		}
	}

	/**
	 * End the call because nobody waits for it any longer. That is no fault.
	 */
	public void cancel() {
		Entity entity = this.scope.entity();
		if (this.subsegments != null && entity != null && this.ended.compareAndSet(false, true)) {
			this.subsegments.safely("recording an HTTP call", () -> entity.putMetadata("http", "cancelled", true));
			this.subsegments.end(this.scope, null);
		}
	}

	private void record(Consumer<Entity> recording) {
		Entity entity = this.scope.entity();
		if (this.subsegments != null && entity != null && isRecording()) {
			this.subsegments.safely("recording an HTTP call", () -> recording.accept(entity));
		}
	}

}
