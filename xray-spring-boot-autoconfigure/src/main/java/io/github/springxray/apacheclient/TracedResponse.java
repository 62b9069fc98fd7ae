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

package io.github.springxray.apacheclient;

import java.io.IOException;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.message.HttpResponseWrapper;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.HttpClientCall;

/**
 * A response that ends its call when its entity is read or when it is closed.
 */
final class TracedResponse extends HttpResponseWrapper implements ClassicHttpResponse {

	private final ClassicHttpResponse delegate;

	private final HttpClientCall call;

	private TracedResponse(ClassicHttpResponse delegate, HttpClientCall call) {
		super(delegate);
		this.delegate = delegate;
		this.call = call;
	}

	static ClassicHttpResponse of(ClassicHttpResponse response, HttpClientCall call) {
		HttpEntity entity = response.getEntity();
		if (entity == null) {
			call.end();
			return response;
		}
		response.setEntity(new TracedEntity(entity, call));
		return new TracedResponse(response, call);
	}

	@Override
	public @Nullable HttpEntity getEntity() {
		return this.delegate.getEntity();
	}

	@Override
	public void setEntity(HttpEntity entity) {
		this.delegate.setEntity(entity);
	}

	@Override
	public void close() throws IOException {
		try {
			this.delegate.close();
		}
		finally {
			this.call.end();
		}
	}

}
