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
import java.io.InputStream;
import java.io.OutputStream;

import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.CallBody;
import io.github.springxray.http.HttpClientCall;

/**
 * An entity that ends a call when it is read, which it passes on as it comes.
 */
final class TracedEntity extends HttpEntityWrapper {

	private final HttpClientCall call;

	private @Nullable InputStream content;

	private @Nullable InputStream traced;

	TracedEntity(HttpEntity entity, HttpClientCall call) {
		super(entity);
		this.call = call;
	}

	@Override
	public @Nullable InputStream getContent() throws IOException {
		InputStream content = super.getContent();
		if (content == null) {
			return null;
		}
		if (this.traced == null || this.content != content) {
			this.content = content;
			this.traced = new CallBody(content, this.call);
		}
		return this.traced;
	}

	@Override
	public void writeTo(OutputStream target) throws IOException {
		try {
			super.writeTo(target);
		}
		catch (Throwable ex) {
			this.call.end(ex);
			throw ex;
		}
		this.call.end();
	}

	@Override
	public void close() throws IOException {
		try {
			super.close();
		}
		finally {
			this.call.end();
		}
	}

}
