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

package io.github.springxray.executor;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;

import io.github.springxray.recorder.LeftAlone;
import io.github.springxray.recorder.LoggedFault;

/**
 * Lets the executors among the beans carry what is current to their tasks. Those of
 * Spring stay what they are and get a decorator. Those of the JDK are wrapped where they
 * are declared as an interface, and left alone otherwise: who declares a class may want
 * to call its methods. It comes before proxies are made, which would hide what they are.
 */
final class ExecutorPostProcessor
		implements BeanPostProcessor, BeanFactoryAware, PriorityOrdered, SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(ExecutorPostProcessor.class);

	private static final List<Class<?>> INTERFACES = List.of(Executor.class, ExecutorService.class,
			ScheduledExecutorService.class, TaskExecutor.class, AsyncTaskExecutor.class);

	private final Set<String> excluded;

	private final ObjectProvider<LeftAlone> leftAlone;

	private final Set<String> seen = ConcurrentHashMap.newKeySet();

	private @Nullable BeanFactory beanFactory;

	ExecutorPostProcessor(Set<String> excluded, ObjectProvider<LeftAlone> leftAlone) {
		this.excluded = excluded;
		this.leftAlone = leftAlone;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof Executor executor) || bean instanceof SyncTaskExecutor || bean instanceof CarryingExecutor
				|| AopUtils.isAopProxy(bean)) {
			return bean;
		}
		this.seen.add(beanName);
		String name = ScopedProxyUtils.isScopedTarget(beanName) ? ScopedProxyUtils.getOriginalBeanName(beanName)
				: beanName;
		if (this.excluded.contains(name)) {
			leaveAlone(name, "xray.context.executors.exclude names it");
			return bean;
		}
		try {
			return carry(executor, beanName, name);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.warn("The executor '" + name + "' carries no trace", LoggedFault.of(ex));
			leaveAlone(name, "it failed with " + ex.getClass().getSimpleName());
			return bean;
		}
	}

	private Object carry(Executor executor, String beanName, String name) {
		String obstacle;
		if (DecoratedExecutors.isOne(executor)) {
			obstacle = DecoratedExecutors.decorate(executor);
		}
		else {
			Class<?> declared = declaredType(beanName, executor);
			boolean wrapped = INTERFACES.contains(declared) && DecoratedExecutors.isPlain(executor);
			Executor carrying = wrapped ? CarryingExecutors.wrap(executor) : executor;
			if (carrying != executor && declared.isInstance(carrying)) {
				return carrying;
			}
			obstacle = INTERFACES.contains(declared) ? "its queue knows its tasks by their class" : "it is declared as "
					+ declared.getName() + ", and not as an interface such as " + Executor.class.getName();
		}
		if (obstacle != null) {
			leaveAlone(name, obstacle);
			logger.info("The executor '" + name + "' carries no trace to its threads: " + obstacle
					+ ". XRayContext.wrap carries it there.");
		}
		return executor;
	}

	/**
	 * What was made before post-processors were there, as one of them needs it, has not
	 * been seen yet. Nor has what the application has registered itself.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		if (!(this.beanFactory instanceof ConfigurableListableBeanFactory factory)) {
			return;
		}
		for (String name : factory.getBeanNamesForType(Executor.class, false, false)) {
			Object bean = this.seen.contains(name) ? null : factory.getSingleton(name);
			if (bean != null && postProcessAfterInitialization(bean, name) != bean) {
				leaveAlone(name, "it was created too early to be wrapped");
			}
		}
	}

	private void leaveAlone(String name, String reason) {
		this.leftAlone.ifAvailable((parts) -> parts.add("executors", name, reason));
	}

	/**
	 * Return what a bean is declared as, or what its factory says that it makes.
	 */
	private Class<?> declaredType(String beanName, Executor executor) {
		if (this.beanFactory instanceof ConfigurableListableBeanFactory factory
				&& factory.containsBeanDefinition(beanName)) {
			Class<?> type = factory.getMergedBeanDefinition(beanName).getResolvableType().resolve(executor.getClass());
			if (!FactoryBean.class.isAssignableFrom(type)) {
				return type;
			}
			Class<?> product = factory.getType(beanName, false);
			return (product != null) ? product : executor.getClass();
		}
		return executor.getClass();
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
