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

package io.github.springxray.mongo;

import com.mongodb.RequestContext;
import com.mongodb.client.SynchronousContextProvider;
import com.mongodb.reactivestreams.client.ReactiveContextProvider;
import org.jspecify.annotations.Nullable;

/**
 * Settings do not know which driver they are for, and each driver refuses what is for the
 * other one alone.
 */
final class AnyCaller extends ReactiveCaller implements SynchronousContextProvider {

	private final @Nullable SynchronousContextProvider synchronous;

	AnyCaller(@Nullable ReactiveContextProvider reactive, @Nullable SynchronousContextProvider synchronous,
			MongoCalls calls) {
		super(reactive, calls);
		this.synchronous = synchronous;
	}

	@Override
	public RequestContext getContext() {
		RequestContext context = (this.synchronous != null) ? this.synchronous.getContext() : null;
		return new CallerRequestContext(context, calls().subsegments().current());
	}

}
