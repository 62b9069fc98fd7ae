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

package io.github.springxray.recorder;

import java.util.Arrays;

import com.amazonaws.xray.contexts.SegmentContext;
import com.amazonaws.xray.contexts.SegmentContextResolver;
import com.amazonaws.xray.contexts.SegmentContextResolverChain;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which context is used, as the chain of the SDK does. That is asked several
 * times for each segment and subsegment, and the SDK's makes an object each time to go
 * through a list of one.
 */
final class ContextResolvers extends SegmentContextResolverChain {

	private volatile SegmentContextResolver[] resolvers = {};

	@Override
	public synchronized void addResolver(SegmentContextResolver resolver) {
		super.addResolver(resolver);
		SegmentContextResolver[] more = Arrays.copyOf(this.resolvers, this.resolvers.length + 1);
		more[this.resolvers.length] = resolver;
		this.resolvers = more;
	}

	@Override
	@SuppressWarnings("NullAway") // as the SDK, whose interface does not say it
	public @Nullable SegmentContext resolve() {
		for (SegmentContextResolver resolver : this.resolvers) {
			SegmentContext context = resolver.resolve();
			if (context != null) {
				return context;
			}
		}
		return null;
	}

}
