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

package io.github.springxray.jdbc;

import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;

/**
 * Callback to adjust the datasource-proxy that stands in front of a data source, such as
 * to add listeners of your own. Beans of this type are called in their order, when a
 * connection is first asked for. As soon as there is one, all statements go through
 * datasource-proxy, also those that are not recorded, and the values of their parameters
 * are held until they have run.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface XRayDataSourceCustomizer {

	/**
	 * Adjust the builder. Its listeners hear of statements and of calls of a connection,
	 * but not of the call that gets the connection. What it throws keeps the data source
	 * from being traced.
	 * @param beanName the name of the bean of the data source
	 * @param builder the builder, which has the data source already
	 */
	void customize(String beanName, ProxyDataSourceBuilder builder);

}
