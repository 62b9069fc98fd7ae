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

import java.util.Set;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;

import io.github.springxray.recorder.LeftAlone;
import io.github.springxray.recorder.LoggedFault;

/**
 * Traces the data sources among the beans, after all other post-processors have had them.
 */
final class DataSourceTracingPostProcessor implements BeanPostProcessor, BeanFactoryAware, Ordered {

	private static final Log logger = LogFactory.getLog(DataSourceTracingPostProcessor.class);

	private final DataSourceTracer tracer;

	private final Set<String> excluded;

	private final ObjectProvider<LeftAlone> leftAlone;

	private @Nullable BeanFactory beanFactory;

	DataSourceTracingPostProcessor(DataSourceTracer tracer, Set<String> excluded, ObjectProvider<LeftAlone> leftAlone) {
		this.tracer = tracer;
		this.excluded = excluded;
		this.leftAlone = leftAlone;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof DataSource dataSource)) {
			return bean;
		}
		String name = ScopedProxyUtils.isScopedTarget(beanName) ? ScopedProxyUtils.getOriginalBeanName(beanName)
				: beanName;
		if (this.excluded.contains(name)) {
			this.tracer.leaveAlone(dataSource);
			leaveAlone(name, "xray.patch.jdbc.exclude-data-sources names it");
			return bean;
		}
		try {
			DataSource traced = this.tracer.trace(dataSource, name, declaredType(beanName));
			if (this.tracer.isLeftAlone(traced)) {
				leaveAlone(name, "it is traced by the X-Ray SDK, or cannot be traced; the log says which");
			}
			return traced;
		}
		catch (Throwable ex) {
			logger.warn("The data source '" + name + "' is not traced", LoggedFault.of(ex));
			leaveAlone(name, "tracing it has failed with " + ex.getClass().getSimpleName());
			return bean;
		}
	}

	private void leaveAlone(String name, String reason) {
		this.leftAlone.ifAvailable((parts) -> parts.add("dataSources", name, reason));
	}

	/**
	 * Return what a bean is declared as, or what its factory says that it makes.
	 */
	private Class<?> declaredType(String beanName) {
		if (this.beanFactory instanceof ConfigurableListableBeanFactory factory
				&& factory.containsBeanDefinition(beanName)) {
			Class<?> type = factory.getMergedBeanDefinition(beanName).getResolvableType().resolve(DataSource.class);
			if (FactoryBean.class.isAssignableFrom(type)) {
				Class<?> product = factory.getType(beanName, false);
				return (product != null) ? product : DataSource.class;
			}
			return type;
		}
		return DataSource.class;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
